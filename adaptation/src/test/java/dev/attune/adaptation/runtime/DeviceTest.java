package dev.attune.adaptation.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
  @Test
  void devicesAreReadAndWrittenAlike() {
    assertThat(Device.parse("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
    assertThat(Device.parse("cuda")).isEqualTo(new Device(Device.Kind.CUDA, 0));
    assertThat(Device.parse("cuda:12")).hasToString("cuda:12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:1234", "cpu:0", "cuda:1 "})
  void otherNamesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.parse(text))
        .withMessage("device '" + text + "': cpu, cuda or cuda:n (n from 0) is allowed");
  }

  @Test
  void settingsNeedAThread() {
    assertThat(ComputeSettings.single()).isEqualTo(new ComputeSettings(Device.CPU, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ComputeSettings(Device.CPU, 0))
        .withMessageContaining("threads 0");
  }
}
