package dev.attune.pipelines.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.video.io.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputSearchTest {
  @TempDir Path folder;

  @BeforeEach
  void makeTree() throws IOException {
    for (String name :
        List.of(
            "2.mp4",
            "10.MP4",
            "cover.jpg",
            "readme.txt",
            ".hidden.mp4",
            ".2.mp4.part-12345678.mp4",
            "sub/a.mkv",
            "sub/deep/b.webm",
            "sub/.cache/c.mp4",
            "shots/1.png",
            "shots/2.png",
            "odd/raw.dat")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private InputSearch.Result search(boolean recursive, String... named) {
    List<String> inputs = List.of(named).stream().map(n -> folder + "/" + n).toList();
    return InputSearch.of(inputs, recursive, folder.resolve("out"));
  }

  private List<String> names(InputSearch.Result result) {
    return result.inputs().stream()
        .map(i -> folder.relativize(Path.of(i.input())).toString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.mp4        | 2.mp4",
        "*.{mp4,MP4}  | 2.mp4 10.MP4",
        "**/*.mkv     | sub/a.mkv",
        "**/*.mp4     | 2.mp4",
        "sub/**       | sub/a.mkv sub/deep/b.webm",
        "s*/*         | sub/a.mkv",
        "*/deep/?.web[l-n] | sub/deep/b.webm",
        "odd/*        | odd/raw.dat",
        "*            | 2.mp4 10.MP4",
      })
  void aPatternIsAllVideosThatMatch(String pattern, String expected) {
    InputSearch.Result result = search(false, pattern);
    assertThat(names(result)).containsExactly(expected.split(" "));
    assertThat(result.many()).isTrue();
  }

  @Test
  void aFolderIsItsVideosAndWithRecursiveThoseOfItsFolders() {
    assertThat(names(search(false, "."))).containsExactly("2.mp4", "10.MP4");
    InputSearch.Result all = search(true, "");
    assertThat(names(all)).containsExactly("2.mp4", "10.MP4", "sub/a.mkv", "sub/deep/b.webm");
    assertThat(all.inputs())
        .extracting(i -> i.folder().toString())
        .containsExactly("", "", "sub", "sub/deep");
    assertThat(all.notices())
        .containsExactly("3 pictures beside the videos of " + folder + "/ left out");
  }

  @ParameterizedTest
  @CsvSource({"shots", "shots/*.png", "2.mp4", "none.mp4", "none/*.mp4", "*.mov"})
  void whatIsOneInputStaysAsItWasNamed(String name) {
    InputSearch.Result result = search(false, name);
    assertThat(result.inputs()).containsExactly(FoundInput.named(folder + "/" + name));
    assertThat(result.many()).isFalse();
  }

  @Test
  void addressesAreNoPatterns() {
    List<String> named = List.of("http://h/a.mp4?x=[1]*");
    assertThat(InputSearch.of(named, true, Path.of("out")).inputs())
        .containsExactly(FoundInput.named(named.get(0)));
  }

  @Test
  void aFileWhoseNameIsAPatternIsMeantItself() throws IOException {
    Files.createFile(folder.resolve("[2].mp4"));
    assertThat(search(false, "[2].mp4").inputs())
        .containsExactly(FoundInput.named(folder + "/[2].mp4"));
  }

  @Test
  void aTreeWithoutVideosAndABadPatternAreRefused() {
    assertThatThrownBy(() -> search(true, "shots"))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("holds a video");
    assertThatThrownBy(() -> search(false, "{a.mp4"))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("is not well formed");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void linksToFilesAreTakenAndLinksToFoldersNotFollowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("sub/link.mp4"), folder.resolve("2.mp4"));
    Files.createSymbolicLink(folder.resolve("sub/nowhere.mp4"), folder.resolve("none.mp4"));
    Files.createSymbolicLink(folder.resolve("sub/circle"), folder);
    InputSearch.Result result = search(true, "sub");
    assertThat(names(result)).containsExactly("sub/a.mkv", "sub/deep/b.webm", "sub/link.mp4");
    assertThat(result.notices())
        .anyMatch(n -> n.contains("sub/circle to a folder is not followed"));
    Files.createSymbolicLink(folder.resolve("root"), folder.resolve("sub"));
    assertThat(names(search(true, "root"))).hasSize(3);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theOutputFolderIsNotSearched() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Files.createFile(folder.resolve("out/2.mp4"));
    assertThat(names(search(true, ""))).doesNotContain("out/2.mp4");
  }
}
