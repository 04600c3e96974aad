package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "rtsp://me:pw@cam:554/live rtsp://***@cam:554/live",
        "rtsp://me@cam/live rtsp://***@cam/live",
        "rtsp://me:p@ss/w0rd@cam/live rtsp://***@cam/live",
        "rtsp://me:p?ss@cam/live rtsp://***@cam/live",
        "http://host/a.mp4?token=abc&x=1#t=5 http://host/a.mp4?token=***&x=***#***",
        "http://host/a.mp4?a=1;sig=2 http://host/a.mp4?a=***;sig=***",
        "http://host/a.mp4?mail=me@there.org http://***@there.org",
        "http://[::1]:80/a http://[::1]:80/a",
        "https://host:8080/a/b.mkv https://host:8080/a/b.mkv",
        "/home/me/a=b.mp4 /home/me/a=b.mp4",
        "clip.mp4 clip.mp4"
      })
  void secretsAreReplaced(String text, String shown) {
    assertThat(Redaction.text(text)).isEqualTo(shown);
    assertThat(Redaction.text("open '" + text + "' failed"))
        .isEqualTo("open '" + shown + "' failed");
  }

  @Property
  void aPlantedPasswordNeverStays(@ForAll("passwords") String password) {
    String secret = "S3CRET" + password + "W0RD";
    assertThat(Redaction.text("cannot open rtsp://user:" + secret + "@10.0.0.1:554/ch1 now"))
        .doesNotContain("S3CRET")
        .doesNotContain("W0RD")
        .contains("10.0.0.1:554/ch1");
  }

  @Provide
  Arbitrary<String> passwords() {
    return Arbitraries.strings().withChars("ab1@:/?#&=%.-_!$").ofMaxLength(8);
  }
}
