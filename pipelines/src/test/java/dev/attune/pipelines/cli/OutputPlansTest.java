package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.pipelines.batch.InputSearch;
import dev.attune.pipelines.batch.NameTemplate;
import dev.attune.pipelines.cli.OutputPlans.Naming;
import dev.attune.video.io.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPlansTest {
  @TempDir Path folder;

  private static OutputPlans plans(List<String> inputs, String output, Path report, Naming naming) {
    return OutputPlans.of(InputSearch.of(inputs, true, Path.of(output)), output, report, naming);
  }

  private static List<OutputPlan> plans(List<String> inputs, String output) {
    return plans(inputs, output, null, Naming.OWN).all();
  }

  private static Naming naming(String template) {
    return new Naming(
        Optional.of(NameTemplate.parse(template)), Map.of("preset", "best", "adapt", "clip"));
  }

  /** Files that are no videos but called so. */
  private Path files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve("in").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    return folder.resolve("in");
  }

  @Test
  void severalInputsGoIntoOneFolderUnderTheirOwnNames() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("v1.2"));
    Files.createFile(pictures.resolve("1.png"));
    String out = folder.resolve("new").toString();
    List<String> inputs =
        List.of(
            "a/one.mp4",
            "two.avi",
            "shots/*.png",
            "*.png",
            pictures.toString(),
            "http://h/live.ts?key=secret");
    OutputPlans plans =
        OutputPlans.of(
            InputSearch.of(inputs, false, Path.of(out)), out, folder.resolve("pages"), Naming.OWN);
    assertThat(plans.batch()).isTrue();
    assertThat(plans.all())
        .extracting(plan -> folder.resolve("new").relativize(plan.output()).toString())
        .containsExactly("one.mp4", "two.avi.mkv", "shots", "pictures", "v1_2", "live.ts.mkv");
    assertThat(plans.all().get(0).report())
        .contains(folder.resolve("pages").resolve("one.mp4.html"));
    assertThat(plans.index()).contains(folder.resolve("pages").resolve("index.html"));
  }

  @Test
  void theTreeOfAFolderIsMirrored() throws IOException {
    Path in = files("b.mp4", "x/10.mov", "x/2.mov", "x/y/c.avi", "notes.txt");
    Path out = folder.resolve("out");
    assertThat(plans(List.of(in.toString()), out.toString()))
        .extracting(plan -> out.relativize(plan.output()).toString())
        .containsExactly("b.mp4", "x/2.mov", "x/10.mov", "x/y/c.avi.mkv");
  }

  @Test
  void severalFoldersAreMirroredUnderTheirNames() throws IOException {
    Path in = files("a/1.mp4", "b/1.mp4");
    Path out = folder.resolve("out");
    assertThat(plans(List.of(in.resolve("a").toString(), in + "/b/"), out.toString()))
        .extracting(plan -> out.relativize(plan.output()).toString())
        .containsExactly("a/1.mp4", "b/1.mp4");
  }

  @Test
  void aTemplateNamesEachOutputWhereItsTreeIsMirrored() throws IOException {
    Path in = files("x/a.avi", "b.mp4");
    Path out = folder.resolve("out");
    Naming naming = naming("{stem}/{preset}-{adapt}_{name}{ext}");
    assertThat(plans(List.of(in.toString()), out.toString(), null, naming).all())
        .extracting(plan -> out.relativize(plan.output()).toString())
        .containsExactly("b/best-clip_b.mp4.mp4", "x/a/best-clip_a.avi.mkv.mkv");
  }

  @Test
  void pagesOfVideosThatDifferInTheirEndingsAreTwo() throws IOException {
    Path in = files("a.mp4", "a.mov");
    OutputPlans plans =
        plans(
            List.of(in.toString()),
            folder.resolve("out").toString(),
            folder.resolve("all.html"),
            Naming.OWN);
    assertThat(plans.index()).contains(folder.resolve("all.html"));
    assertThat(plans.all())
        .extracting(plan -> plan.report().orElseThrow())
        .containsExactly(
            folder.resolve("all").resolve("a.mov.html"),
            folder.resolve("all").resolve("a.mp4.html"));
  }

  @Test
  void aPageIsNeverTheIndex() throws IOException {
    Path in = files("one.mp4");
    Path pictures = Files.createDirectory(folder.resolve("index"));
    Files.createFile(pictures.resolve("1.png"));
    List<String> inputs = List.of(in.resolve("one.mp4").toString(), pictures.toString());
    OutputPlans plans =
        OutputPlans.of(
            InputSearch.of(inputs, false, folder.resolve("out")),
            folder.resolve("out").toString(),
            folder.resolve("pages"),
            Naming.OWN);
    assertThat(plans.all().get(1).report()).isNotEmpty().isNotEqualTo(plans.index());
  }

  @Test
  void whatWasMadeBesideItsInputIsNoInputOfTheNextRun() throws IOException {
    Path in = files("a.mp4", "a_sharp.mp4", "c.mp4");
    OutputPlans plans =
        plans(List.of(in.toString()), in.toString(), null, naming("{stem}_sharp{ext}"));
    assertThat(plans.all())
        .extracting(plan -> in.relativize(plan.output()).toString())
        .containsExactly("a_sharp.mp4", "c_sharp.mp4");
    assertThat(plans.notices()).anyMatch(n -> n.contains("a_sharp.mp4 is the result of"));
  }

  @Test
  void theOutputFolderWithinTheInputsIsNotSearched() throws IOException {
    Path in = files("a.mp4", "out/a.mp4");
    assertThat(plans(List.of(in.toString()), in.resolve("out").toString()))
        .extracting(OutputPlan::input)
        .containsExactly(in.resolve("a.mp4").toString());
  }

  @Test
  void noInputIsReplacedByAResult() throws IOException {
    Path in = files("a.mp4", "b.mp4");
    assertThatThrownBy(() -> plans(List.of(in.toString()), in.toString()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("would be replaced by the result of itself");
    List<String> named = List.of(in.resolve("a.mp4").toString(), in.resolve("a_1.mp4").toString());
    Files.createFile(in.resolve("a_1.mp4"));
    assertThatThrownBy(() -> plans(named, in.toString(), null, naming("{stem}_1{ext}")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("a_1.mp4 would be replaced by the result of");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void linksInTheOutputFolderLeadNowhereElse() throws IOException {
    Path in = files("x/a.mp4", "b.mp4");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path out = Files.createDirectory(folder.resolve("out"));
    Path link = Files.createSymbolicLink(out.resolve("x"), elsewhere);
    assertThatThrownBy(() -> plans(List.of(in.toString()), out.toString()))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining(link + " is a link that leads out of it");
    Files.delete(link);
    Files.createFile(elsewhere.resolve("precious.mp4"));
    Files.createSymbolicLink(out.resolve("b.mp4"), elsewhere.resolve("precious.mp4"));
    assertThatThrownBy(() -> plans(List.of(in.toString()), out.toString()))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("leads out of it");
  }

  @Test
  void aNameThatBecomesTheFolderAboveIsRefused() throws IOException {
    Path in = files("...mp4", "b.mp4");
    List<String> named = List.of(in.resolve("...mp4").toString(), in.resolve("b.mp4").toString());
    assertThatThrownBy(
            () -> plans(named, folder.resolve("out").toString(), null, naming("{stem}/x{ext}")))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("'../x.mp4': names lie below the output folder");
  }

  @Test
  void picturesGoIntoAFolderAndVideosBesideOthers() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Files.createFile(pictures.resolve("1.png"));
    Path there = Files.createDirectory(folder.resolve("there"));
    OutputPlan plan =
        OutputPlans.of(
                InputSearch.of(List.of(pictures.toString()), false, there),
                there.toString(),
                null,
                Naming.OWN)
            .all()
            .get(0);
    assertThat(plan.output()).isEqualTo(there);
    assertThat(plan.isVideoToVideo()).isFalse();
    assertThat(plans(List.of("x.mp4"), "y.mp4").get(0).isVideoToVideo()).isTrue();
    assertThat(plans(List.of("x.mp4"), "y_%03d.png").get(0).isVideoToVideo()).isFalse();
    assertThat(plans(List.of("x.png"), "y.mp4").get(0).isVideoToVideo()).isFalse();
  }

  @Test
  void onlyOneInputGoesThroughAPipe() {
    assertThat(plans(List.of("x.mp4"), "-").get(0).isPipe()).isTrue();
    assertThatThrownBy(() -> plans(List.of("x.mp4", "y.mp4"), "-"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("one input can go through a pipe");
    assertThatThrownBy(() -> plans(List.of("x.mp4"), "-", null, naming("{stem}{ext}")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("give -o a folder");
  }

  @ParameterizedTest
  @CsvSource({"a/x.mp4, b/x.mp4, ''", "x.mp4, x.mp4, ''", "x.avi, x.mkv, {stem}{ext}"})
  void twoInputsNeverGoToTheSamePlace(String first, String second, String template) {
    Naming naming = template.isEmpty() ? Naming.OWN : naming(template);
    assertThatThrownBy(
            () -> plans(List.of(first, second), folder.resolve("out").toString(), null, naming))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(first + " and " + second + " would both become");
  }

  @Test
  void oneInputGoesToTheOutputItselfOrIntoAFolderThatExists() throws IOException {
    assertThat(plans(List.of("x.mp4"), folder.resolve("y.mp4").toString()))
        .containsExactly(new OutputPlan("x.mp4", folder.resolve("y.mp4"), Optional.empty()));
    Path there = Files.createDirectory(folder.resolve("there"));
    assertThat(plans(List.of("x.mp4"), there.toString()).get(0).output())
        .isEqualTo(there.resolve("x.mp4"));
    assertThat(plans(List.of("x.mp4"), folder.resolve("z") + "/").get(0).output())
        .isEqualTo(folder.resolve("z").resolve("x.mp4"));
  }

  @Test
  void aFolderThatIsCalledLikeAFileIsMeantOnlyWithASlash() {
    String out = folder.resolve("out.mkv").toString();
    assertThatThrownBy(() -> plans(List.of("x.mp4", "y.mp4"), out))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("names a file, but a folder is wanted");
    assertThat(plans(List.of("x.mp4", "y.mp4"), out + "/")).hasSize(2);
  }
}
