package dev.attune.deblur.network;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;
import dev.attune.adaptation.network.op.Conv2d;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.deblur.guide.PathSamples;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Predicts for every pixel a deblurring kernel over samples along its path ({@link PathSamples}),
 * and a small correction of the colours for what lies in no kernel. All layers live at a quarter of
 * the resolution: pixel unshuffle, a 1x1 convolution, residual blocks of two 3x3 convolutions, a
 * 1x1 convolution, pixel shuffle. Kernels sum over differences from the pixel itself, so a network
 * that predicts nothing gives back its input; and what did not move during the exposure is left as
 * it is. Own work; the nearest relatives are kernel prediction networks (Mildenhall et al., CVPR
 * 2018).
 *
 * @param width channels of the layers
 * @param blocks residual blocks
 */
public record PathKernelNet(int width, int blocks) implements FrameDeblurNetwork {
  static final String KIND = "path-kernel";

  private static final int SHRINK = 4;

  /** Channels of an unshuffled picture that a plane becomes. */
  private static final int RUN = SHRINK * SHRINK;

  private static final double COLOUR_SCALE = 4;
  private static final double SAMPLE_SCALE = 8;
  private static final double CORRECTION_SCALE = 0.1;

  /** Pixels whose path is shorter come back as they are. */
  private static final double STILL_PX = 0.75;

  /** Pixels whose path is longer are restored in full. */
  private static final double MOVING_PX = 1.75;

  /** Makes up for what a ReLU takes off. */
  private static final double ACTIVATED = Math.sqrt(2);

  /** Of the second convolution of a block, so that a chain of blocks does not swell. */
  private static final double BLOCK_GAIN = 0.28;

  /** Checks the ranges. */
  public PathKernelNet {
    if (width < 8 || width % 8 != 0 || width > 512) {
      throw new IllegalArgumentException(
          "width " + width + ": a multiple of 8 from 8 to 512 is allowed");
    }
    if (blocks < 1 || blocks > 100) {
      throw new IllegalArgumentException("blocks " + blocks + ": 1 to 100 is allowed");
    }
  }

  @Override
  public String title() {
    return "path-kernel network W" + width + " B" + blocks;
  }

  @Override
  public Map<String, String> metadata() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put(DeblurNetworks.KIND, KIND);
    out.put("width", Integer.toString(width));
    out.put("blocks", Integer.toString(blocks));
    return out;
  }

  @Override
  public int sizeMultiple() {
    return SHRINK;
  }

  @Override
  public int reachPx() {
    // Two 3x3 convolutions a block; all others are 1x1.
    return SHRINK * 2 * blocks;
  }

  @Override
  public int bytesPerPixel() {
    return 1000;
  }

  @Override
  public int guideChannels() {
    return PathSamples.CHANNELS;
  }

  @Override
  public Value restore(GraphBuilder g, Value x) {
    // All but the sum at the end is computed on the unshuffled picture, where shuffling 3 planes
    // does instead of 21.
    Value small = g.pixelUnshuffle(x, SHRINK);
    Value samples = planes(g, small, 3, PathSamples.KERNEL);
    Value length = planes(g, small, 3 + PathSamples.KERNEL, 1);
    Value z = g.relu(head(g.at("head"), small));
    for (int i = 0; i < blocks; i++) {
      GraphBuilder block = g.at("blocks." + i);
      Value inner = g.relu(block.conv2d("first", z, width, 3));
      z = g.add(z, block.conv2d("second", inner, width, 3));
    }
    Value predicted = g.conv2d("tail", z, RUN * (PathSamples.KERNEL + 3), 1);
    Value kernel = planes(g, predicted, 0, PathSamples.KERNEL);
    Value correction = planes(g, predicted, PathSamples.KERNEL, 3);
    Value luma = sumOfPlanes(g, g.mul(kernel, samples), PathSamples.KERNEL);
    Value moves =
        g.clamp(
            g.scale(
                length,
                PathSamples.LENGTH_UNIT_PX / (MOVING_PX - STILL_PX),
                -STILL_PX / (MOVING_PX - STILL_PX)),
            0,
            1);
    Value change = g.add(g.concat(1, luma, luma, luma), g.scale(correction, CORRECTION_SCALE, 0));
    Value moved = g.mul(change, g.concat(1, moves, moves, moves));
    return g.add(g.slice(x, 1, 0, 3), g.pixelShuffle(moved, SHRINK));
  }

  /** A 1x1 convolution whose weights are scaled, which is less work than scaling the picture. */
  private Value head(GraphBuilder g, Value small) {
    int channels = small.channels();
    float[] scales = new float[channels];
    for (int i = 0; i < channels; i++) {
      int plane = i / RUN;
      scales[i] =
          (float) (plane < 3 ? COLOUR_SCALE : plane < 3 + PathSamples.KERNEL ? SAMPLE_SCALE : 1);
    }
    Value weight = g.parameter("weight", width, channels, 1, 1);
    Value bias = g.parameter("bias", width);
    Value scaled = g.mul(weight, g.constant(HostTensor.of(Shape.of(1, channels, 1, 1), scales)));
    return g.node(Conv2d.same(1, 1), small, scaled, bias);
  }

  /** Channels of an unshuffled picture that were {@code count} planes of it from {@code first}. */
  private static Value planes(GraphBuilder g, Value x, long first, long count) {
    return g.slice(x, 1, RUN * first, RUN * (first + count));
  }

  /**
   * The sum over the planes of an unshuffled picture, [N, planes * RUN, H, W] to [N, RUN, H, W].
   */
  private static Value sumOfPlanes(GraphBuilder g, Value x, int planes) {
    Value sum = g.unsqueeze(g.sum(g.reshape(x, 0, planes, -1, 0), 1), 1);
    return g.reshape(sum, 0, RUN, -1, 0);
  }

  @Override
  public double fanIn(String weight, Shape shape) {
    return shape.dim(1) * shape.dim(2) * shape.dim(3);
  }

  @Override
  public double startingGain(String weight) {
    if (weight.equals("tail.weight")) {
      return 0;
    }
    return weight.endsWith(".second.weight") ? BLOCK_GAIN : ACTIVATED;
  }
}
