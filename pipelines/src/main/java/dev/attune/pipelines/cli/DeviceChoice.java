package dev.attune.pipelines.cli;

import dev.attune.adaptation.runtime.ComputeSettings;
import dev.attune.adaptation.runtime.Device;
import dev.attune.adaptation.runtime.DeviceException;
import dev.attune.adaptation.runtime.torch.TorchEngine;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which device a person asked for.
 *
 * @param device a certain one; empty for the best there is
 */
record DeviceChoice(Optional<Device> device) {

  /** Reads {@code auto} and what {@link Device#parse} reads. */
  static final class Converter implements ITypeConverter<DeviceChoice> {
    @Override
    public DeviceChoice convert(String text) {
      if (text.equals("auto")) {
        return new DeviceChoice(Optional.empty());
      }
      try {
        return new DeviceChoice(Optional.of(Device.parse(text)));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "': auto, cpu, cuda or cuda:1 is allowed");
      }
    }
  }

  /** The device: the one asked for, or the first graphics card that works, or the processor. */
  Device resolve() {
    return device.orElseGet(DeviceChoice::best);
  }

  private static Device best() {
    Device card = Device.parse("cuda");
    try (TorchEngine engine = TorchEngine.open(new ComputeSettings(card, 1))) {
      return engine.settings().device();
    } catch (DeviceException e) {
      return Device.CPU;
    }
  }
}
