package dev.attune.deblur.run;

import dev.attune.deblur.adapt.PackedPicture;
import dev.attune.deblur.adapt.PseudoPair;
import dev.attune.deblur.adapt.RegionCut;
import dev.attune.deblur.sharpness.Box;
import dev.attune.deblur.sharpness.RegionCollector.Kept;
import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;

/** Turns what adaptation worked on into frames for a report. */
final class EvidencePictures {
  private EvidencePictures() {}

  static Evidence.Region region(Kept<RegionCut> kept, long firstFrame) {
    RegionCut cut = kept.content();
    Box box = cut.box();
    long index = firstFrame + kept.region().frameIndex();
    return new Evidence.Region(
        frame(index, cut.around().picture()),
        index,
        box.left(),
        box.top(),
        box.width(),
        box.height(),
        cut.frameWidth(),
        cut.frameHeight(),
        kept.region().rank());
  }

  static Evidence.PairSample pair(PseudoPair pair, boolean heldOut) {
    return new Evidence.PairSample(
        frame(pair.frameIndex(), pair.sharp()), frame(pair.frameIndex(), pair.blurred()), heldOut);
  }

  private static Frame frame(long index, PackedPicture picture) {
    Timestamp zero = new Timestamp(0, Rational.ONE);
    Frame out =
        Frame.allocate(
            index,
            zero,
            zero,
            picture.width(),
            picture.height(),
            PixelLayout.RGB,
            8,
            ColorSpec.SRGB);
    int n = picture.height() * picture.width();
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        out.data().put(3 * i + c, picture.data()[c * n + i]);
      }
    }
    return out;
  }
}
