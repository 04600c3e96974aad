package dev.attune.pipelines.cli;

import dev.attune.deblur.network.DeblurNetwork;
import dev.attune.deblur.network.Estrnn;
import dev.attune.deblur.network.PathKernelNet;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which network is trained. */
final class TrainedNetworkOptions {
  /** Kinds of networks that can be trained. */
  enum Kind {
    /** Published recurrent network. */
    ESTRNN,
    /** Kernels along measured paths. */
    PATH_KERNEL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads it. */
    static final class Converter extends Words<Kind> {
      Converter() {
        super(Kind.class);
      }
    }
  }

  @Option(
      names = "--network",
      paramLabel = "path-kernel|estrnn",
      defaultValue = "path-kernel",
      converter = Kind.Converter.class,
      description = "What to train (${DEFAULT-VALUE}).")
  Kind kind;

  @Option(
      names = "--width",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Channels of a path-kernel network, a multiple of 8; default: 64.")
  Long width;

  @Option(
      names = "--features",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Base width of ESTRNN, even; default: 16.")
  Long features;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "6",
      converter = Numbers.Count.class,
      description = "Blocks of the network (${DEFAULT-VALUE}).")
  Long blocks;

  /**
   * The network to train.
   *
   * @throws IllegalArgumentException when an option does not suit it
   */
  DeblurNetwork network() {
    if (kind == Kind.ESTRNN) {
      require(width == null, "--width");
      int base = features == null ? 16 : Math.toIntExact(features);
      return new Estrnn(base, Math.toIntExact(blocks), 2, 2, Estrnn.Activation.RELU, true);
    }
    require(features == null, "--features");
    return new PathKernelNet(width == null ? 64 : Math.toIntExact(width), Math.toIntExact(blocks));
  }

  private void require(boolean condition, String option) {
    if (!condition) {
      throw new IllegalArgumentException(
          option + " is not for --network " + kind + "; see 'attune train deblur --help'");
    }
  }

  /** Frames of a window where nobody says how many. */
  int windowFrames() {
    return kind == Kind.ESTRNN ? 8 : 1;
  }
}
