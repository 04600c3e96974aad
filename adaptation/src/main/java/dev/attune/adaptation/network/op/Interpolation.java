package dev.attune.adaptation.network.op;

import dev.attune.adaptation.network.OnnxNodes;

/**
 * How pixels between pixels are made.
 *
 * @param kind of filter
 * @param alignCorners whether the centres of the corner pixels of both pictures lie on each other;
 *     otherwise their outer edges do
 * @param antialias whether the filter is widened where the picture gets smaller (as Pillow does)
 */
public record Interpolation(Kind kind, boolean alignCorners, boolean antialias) {
  /** Kinds of filters. */
  public enum Kind {
    /** The pixel at floor(position), as PyTorch's {@code nearest}. */
    NEAREST,
    /** Linear in both directions. */
    BILINEAR,
    /** Keys' cubic, a = -0.75 as in PyTorch, -0.5 with antialias. */
    BICUBIC
  }

  /** PyTorch's {@code nearest}. */
  public static final Interpolation NEAREST = new Interpolation(Kind.NEAREST, false, false);

  /** PyTorch's {@code bilinear}, corners not aligned. */
  public static final Interpolation BILINEAR = new Interpolation(Kind.BILINEAR, false, false);

  /** PyTorch's {@code bicubic}, corners not aligned. */
  public static final Interpolation BICUBIC = new Interpolation(Kind.BICUBIC, false, false);

  /** Refuses combinations that do not exist. */
  public Interpolation {
    if ((kind == Kind.NEAREST && (alignCorners || antialias)) || (alignCorners && antialias)) {
      throw new IllegalArgumentException(
          kind
              + (alignCorners ? " with aligned corners" : "")
              + (antialias ? " with antialias" : "")
              + " does not exist: NEAREST has neither, others have at most one");
    }
  }

  /** The same filter with the centres of the corner pixels on each other. */
  public Interpolation aligned() {
    return new Interpolation(kind, true, antialias);
  }

  /** The same filter, widened where the picture gets smaller. */
  public Interpolation antialiased() {
    return new Interpolation(kind, alignCorners, true);
  }

  String torchFunction() {
    return switch (kind) {
      case NEAREST -> "upsample_nearest2d";
      case BILINEAR -> antialias ? "_upsample_bilinear2d_aa" : "upsample_bilinear2d";
      case BICUBIC -> antialias ? "_upsample_bicubic2d_aa" : "upsample_bicubic2d";
    };
  }

  void describe(OnnxNodes.Attributes node) {
    switch (kind) {
      case NEAREST -> {
        // ONNX's defaults agree with PyTorch only where the size is doubled exactly.
        node.text("mode", "nearest").text("nearest_mode", "floor");
        node.text("coordinate_transformation_mode", "asymmetric");
        return;
      }
      case BILINEAR -> node.text("mode", "linear");
      case BICUBIC -> node.text("mode", "cubic").number("cubic_coeff_a", antialias ? -0.5 : -0.75);
    }
    // pytorch_half_pixel would be wrong for size 1.
    node.text("coordinate_transformation_mode", alignCorners ? "align_corners" : "half_pixel");
    if (antialias) {
      node.integer("antialias", 1).integer("exclude_outside", 1);
    }
  }
}
