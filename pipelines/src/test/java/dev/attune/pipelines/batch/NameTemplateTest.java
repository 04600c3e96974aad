package dev.attune.pipelines.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.video.io.MediaException;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTemplateTest {
  private static final Map<String, String> VALUES =
      Map.of("name", "a.mp4", "stem", "a$1", "ext", ".mp4", "preset", "best", "adapt", "clip");

  @ParameterizedTest
  @CsvSource({
    "{stem}_{preset}{ext}, a$1_best.mp4",
    "{adapt}/{name}, clip/a.mp4",
    "plain.mkv, plain.mkv",
  })
  void namesInBracesAreReplaced(String template, String name) {
    assertThat(NameTemplate.parse(template).expand(VALUES)).isEqualTo(Path.of(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{stm}{ext}       | {stm} is unknown, did you mean {stem}?",
        "{unheard-of}     | {unheard-of} is unknown; {name}, {stem}",
        "{stem            | a brace has no partner",
        "stem}            | a brace has no partner",
        "../{stem}{ext}   | without '..'",
        "a/../../{name}   | without '..'",
        "/tmp/{name}      | no '/' at the beginning",
        "./{name}         | without '..' and '.'",
        "x/               | the name of a file is missing",
      })
  void whatLeadsElsewhereOrMeansNothingIsRefused(String template, String message) {
    assertThatThrownBy(() -> NameTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Property
  void noNameLeadsOutOfTheFolder(
      @ForAll @StringLength(min = 1, max = 6) @CharRange(from = '.', to = '/') String before,
      @ForAll @StringLength(max = 3) @CharRange(from = '.', to = '/') String after) {
    Path folder = Path.of("/out/folder");
    Path place;
    try {
      place = new OutputFolder(folder).resolve(Path.of(before + "x" + after));
    } catch (MediaException e) {
      return;
    }
    assertThat(place.normalize()).startsWithRaw(folder).isNotEqualTo(folder);
  }
}
