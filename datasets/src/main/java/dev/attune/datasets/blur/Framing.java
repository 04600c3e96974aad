package dev.attune.datasets.blur;

import dev.attune.datasets.scene.SceneRandom;
import dev.attune.video.io.MediaException;
import dev.attune.video.io.MediaException.Kind;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Which part of the source is seen, at which scale: no pose reaches over its border.
 *
 * @param scaledWidth of the source when it has been made smaller
 * @param scaledHeight of the source when it has been made smaller
 * @param size of the pictures
 * @param centerX column of the scaled source under the middle of the picture at {@link
 *     Pose#CENTRED}
 * @param centerY its row
 */
record Framing(
    int scaledWidth, int scaledHeight, PictureSize size, double centerX, double centerY) {
  /** Pixels around a place that interpolation looks at. */
  private static final int BORDER = 2;

  /** Sizes that are chosen here are multiples of this. */
  private static final int GRAIN = 8;

  /**
   * Places pictures in a source.
   *
   * @param wanted size; empty takes the default or what fits
   * @param wantedScale of the source; empty takes the least that fits
   * @param reach what the camera sees when its pictures have a size
   * @param random where the view lies as far as it is free
   * @throws MediaException {@code UNSUPPORTED} when they do not fit
   */
  static Framing of(
      int sourceWidth,
      int sourceHeight,
      Optional<PictureSize> wanted,
      OptionalDouble wantedScale,
      Function<PictureSize, Reach> reach,
      SceneRandom random) {
    double most = wantedScale.orElse(1);
    int mostWidth = scaled(sourceWidth, most);
    int mostHeight = scaled(sourceHeight, most);
    PictureSize asked = wanted.orElse(PictureSize.DEFAULT);
    Reach needed = reach.apply(asked);
    PictureSize size = asked;
    if (!fits(needed, asked, mostWidth, mostHeight)) {
      int width = room(mostWidth, needed.width(), asked.width());
      int height = room(mostHeight, needed.height(), asked.height());
      if (wanted.isPresent() || width < PictureSize.LEAST || height < PictureSize.LEAST) {
        throw tooSmall(sourceWidth, sourceHeight, most, asked, needed, width, height);
      }
      size = new PictureSize(width, height);
      needed = reach.apply(size);
    }
    int scaledWidth = mostWidth;
    int scaledHeight = mostHeight;
    if (wantedScale.isEmpty()) {
      double scale =
          Math.min(
              1,
              Math.max(
                  (needed.width() + border(needed, size)) / sourceWidth,
                  (needed.height() + border(needed, size)) / sourceHeight));
      scaledWidth = (int) Math.min(sourceWidth, Math.ceil(sourceWidth * scale));
      scaledHeight = (int) Math.min(sourceHeight, Math.ceil(sourceHeight * scale));
    }
    int border = moved(needed, size) ? BORDER : 0;
    return new Framing(
        scaledWidth,
        scaledHeight,
        size,
        place(random, scaledWidth, needed.left(), needed.right(), border, size.width()),
        place(random, scaledHeight, needed.top(), needed.bottom(), border, size.height()));
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.min(side, Math.rint(side * scale)));
  }

  /** Columns or rows beyond the outermost that are seen. */
  private static int border(Reach reach, PictureSize size) {
    // One more, as the view is placed on whole pixels.
    return moved(reach, size) ? 2 * BORDER + 2 : 1;
  }

  private static boolean moved(Reach reach, PictureSize size) {
    return !reach.equals(Reach.of(size));
  }

  private static boolean fits(Reach reach, PictureSize size, int width, int height) {
    return reach.width() + border(reach, size) <= width
        && reach.height() + border(reach, size) <= height;
  }

  /** The side of a picture for which the source has room. */
  private static int room(int side, double reach, int asked) {
    int margin = (int) Math.ceil(reach - (asked - 1)) + (reach > asked - 1 ? 2 * BORDER + 1 : 0);
    return Math.max(0, Math.min(asked, (side - margin) / GRAIN * GRAIN));
  }

  /** A place of the middle so that the source holds everything, on whole pixels. */
  private static double place(
      SceneRandom random, int side, double low, double high, int border, int pictureSide) {
    // The middle of an even side lies between two pixels.
    double half = (pictureSide - 1) / 2.0;
    int first = (int) Math.ceil(border - low - half);
    int last = (int) Math.floor(side - 1 - border - high - half);
    return half + (last <= first ? first : random.intBetween(first, last));
  }

  private static MediaException tooSmall(
      int sourceWidth,
      int sourceHeight,
      double scale,
      PictureSize asked,
      Reach reach,
      int width,
      int height) {
    long moveX = Math.round(reach.width() - (asked.width() - 1));
    long moveY = Math.round(reach.height() - (asked.height() - 1));
    String fitting =
        width < PictureSize.LEAST || height < PictureSize.LEAST
            ? "nothing is left"
            : "at most " + width + "x" + height + " fits";
    return new MediaException(
        Kind.UNSUPPORTED,
        "pictures of "
            + asked
            + " and a camera that moves over "
            + moveX
            + "x"
            + moveY
            + " pixels do not fit into "
            + sourceWidth
            + "x"
            + sourceHeight
            + " at scale "
            + scale
            + " ("
            + fitting
            + "): ask for a smaller size, less motion or a greater scale");
  }
}
