package dev.attune.datasets.scene;

import dev.attune.video.frame.ColorSpec;
import dev.attune.video.frame.FloatImage;
import dev.attune.video.frame.Frame;
import dev.attune.video.frame.PixelLayout;
import dev.attune.video.frame.Rational;
import dev.attune.video.frame.Timestamp;

/**
 * Some frames of a rectangle of a scene, rendered when asked for, in any order. Immutable and
 * thread-safe.
 */
public final class SceneClip {
  private final Scene scene;
  private final int frames;
  private final int left;
  private final int top;
  private final int width;
  private final int height;
  private final View view;

  SceneClip(Scene scene, int frames, int left, int top, int width, int height) {
    SceneSettings s = scene.settings();
    if (frames < 1) {
      throw new IllegalArgumentException("frames " + frames + ": at least 1 is needed");
    }
    if (left < 0
        || top < 0
        || width < 1
        || height < 1
        || left + width > s.width()
        || top + height > s.height()) {
      throw new IllegalArgumentException(
          "rectangle "
              + width
              + "x"
              + height
              + " at ("
              + left
              + ","
              + top
              + ") leaves the view of "
              + s.width()
              + "x"
              + s.height());
    }
    this.scene = scene;
    this.frames = frames;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.view = new View(scene, new CameraPath(scene.random().split("camera"), s.shake(), frames));
  }

  /** Number of frames. */
  public int frames() {
    return frames;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Blurred and sharp picture of a frame. */
  public ScenePair pair(int frame) {
    check(frame);
    Renderer renderer = renderer();
    double[] times = times(frame);
    FloatImage sharp = renderer.mean(frame);
    FloatImage blur =
        times.length == 1
            ? new FloatImage(3, height, width, sharp.data().clone())
            : renderer.mean(times);
    SceneSettings s = scene.settings();
    SceneRandom noise = scene.random().split("noise").split(frame);
    s.sensor().expose(blur, 1, noise.split("blur").bits(), left, top, s.width());
    s.sensor()
        .expose(sharp, s.sensor().sharpShare(), noise.split("sharp").bits(), left, top, s.width());
    return new ScenePair(blur, sharp, view.backdropPath(frame, s.exposure()));
  }

  /**
   * A picture of this clip as an 8-bit frame with the place and time of frame {@code frame}.
   *
   * @param image one half of the {@link #pair(int) pair}, or the pair as restored
   */
  public Frame toFrame(int frame, FloatImage image) {
    check(frame);
    Rational rate = scene.settings().frameRate();
    Rational base = rate.inverse();
    Frame like =
        Frame.allocate(
            frame,
            new Timestamp(frame, base),
            new Timestamp(1, base),
            image.width(),
            image.height(),
            PixelLayout.RGB,
            8,
            ColorSpec.SRGB);
    return image.toFrame(like);
  }

  /**
   * The middles of the virtual frames that make a frame's exposure, in frame intervals from the
   * middle of frame 0's; symmetric around {@code frame}.
   */
  public double[] virtualFrames(int frame) {
    check(frame);
    return times(frame);
  }

  /**
   * The virtual frame of a moment: what the lens throws on the sensor, in linear light.
   *
   * @param time in frame intervals from the middle of frame 0's exposure
   * @return {@code [3, H, W]}, 1 = white, may be above
   */
  public FloatImage light(double time) {
    return renderer().mean(time);
  }

  private double[] times(int frame) {
    SceneSettings s = scene.settings();
    if (s.exposure() == 0) {
      return new double[] {frame};
    }
    double path = view.longestPath(frame, s.exposure());
    int n = s.steps().count(s.exposure() / s.frameRate().value(), path);
    double[] times = new double[n];
    for (int i = 0; i < n; i++) {
      times[i] = frame + s.exposure() * ((i + 0.5) / n - 0.5);
    }
    return times;
  }

  private Renderer renderer() {
    return new Renderer(scene, view, left, top, width, height);
  }

  private void check(int frame) {
    if (frame < 0 || frame >= frames) {
      throw new IllegalArgumentException(
          "frame " + frame + ": 0 to " + (frames - 1) + " is allowed");
    }
  }
}
