package dev.attune.datasets.blur;

import dev.attune.video.frame.FloatImage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Windows of frames of a source, averaged. */
final class AverageShots implements ShotReader {
  private final LightFrames frames;
  private final Framing framing;
  private final BlurMode.FrameAverage mode;
  private final int count;
  private final Deque<FloatImage> window = new ArrayDeque<>();
  private int next;

  /**
   * @param frames of the source, scaled as the framing says
   * @param framing where the pictures lie
   * @param count greatest number of shots
   */
  AverageShots(LightFrames frames, Framing framing, BlurMode.FrameAverage mode, int count) {
    this.frames = frames;
    this.framing = framing;
    this.mode = mode;
    this.count = count;
  }

  @Override
  public Shot next() {
    if (next == count) {
      return null;
    }
    int passed = next == 0 ? 0 : mode.stride();
    for (int i = 0; i < passed; i++) {
      // Frames between two windows are read and left.
      if (window.pollFirst() == null && frames.next() == null) {
        return null;
      }
    }
    while (window.size() < mode.window()) {
      FloatImage light = frames.next();
      if (light == null) {
        return null;
      }
      window.addLast(cropped(light));
    }
    next++;
    return new AverageShot(List.copyOf(window));
  }

  private FloatImage cropped(FloatImage light) {
    int width = framing.size().width();
    int height = framing.size().height();
    int left = (int) Math.rint(framing.centerX() - (width - 1) / 2.0);
    int top = (int) Math.rint(framing.centerY() - (height - 1) / 2.0);
    return light.crop(top, left, height, width);
  }

  @Override
  public void close() {
    frames.close();
  }

  private record AverageShot(List<FloatImage> window) implements Shot {
    @Override
    public FloatImage blur() {
      FloatImage first = window.get(0);
      FloatImage out = new FloatImage(first.channels(), first.height(), first.width());
      for (int i = 0; i < out.data().length; i++) {
        double sum = 0;
        for (FloatImage light : window) {
          sum += light.data()[i];
        }
        out.data()[i] = (float) (sum / window.size());
      }
      return out;
    }

    @Override
    public FloatImage sharp() {
      FloatImage middle = window.get(window.size() / 2);
      return new FloatImage(
          middle.channels(), middle.height(), middle.width(), middle.data().clone());
    }

    @Override
    public double pathPx() {
      return 0;
    }

    @Override
    public int poses() {
      return window.size();
    }
  }
}
