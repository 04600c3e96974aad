package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "6G, 6442450944",
    "1.5g, 1610612736",
    "3500M, 3670016000",
    "3500MB, 3670016000",
    "2GiB, 2147483648",
    "1T, 1099511627776"
  })
  void amountsAreRead(String text, long bytes) {
    assertThat(new ByteSize().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6", "6 G", "-6G", "6K", "G", "100M", "17T", "99999999G", "1e3G"})
  void othersAreRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> new ByteSize().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageMatching("(?s).*(6G or 3500M|256M to 16T).*");
  }
}
