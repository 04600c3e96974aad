package dev.attune.adaptation.backbones;

import dev.attune.adaptation.network.GraphBuilder;
import dev.attune.adaptation.network.Value;

/** What residual networks of depth 6 n + 2 for pictures of 32 x 32 share (He et al., 2016). */
final class ThreeStages {
  private static final int[] WIDTHS = {16, 32, 64};

  /** Channels before the first stage. */
  static final int FIRST = WIDTHS[0];

  /** Channels after the last stage. */
  static final int LAST = WIDTHS[WIDTHS.length - 1];

  private ThreeStages() {}

  /** One residual block. */
  interface Block {
    /**
     * Adds it.
     *
     * @param g where its parameters lie
     * @param width channels that come out
     * @param stride of its first convolution
     */
    Value of(GraphBuilder g, Value x, int width, int stride);
  }

  /** Refuses depths and numbers of classes that there are not. */
  static void require(String network, int depth, int classes) {
    if (depth < 8 || depth % 6 != 2 || classes < 2) {
      throw new IllegalArgumentException(
          network
              + " of depth "
              + depth
              + " and "
              + classes
              + " classes: depths 6 n + 2 from 8 and at least 2 classes are allowed");
    }
  }

  /** Adds the stages, blocks named {@code layer1.0}; each but the first halves the sides. */
  static Value of(GraphBuilder g, Value x, int depth, Block block) {
    Value y = x;
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int i = 0; i < (depth - 2) / 6; i++) {
        GraphBuilder at = g.at("layer" + (stage + 1) + "." + i);
        y = block.of(at, y, WIDTHS[stage], stage > 0 && i == 0 ? 2 : 1);
      }
    }
    return y;
  }
}
