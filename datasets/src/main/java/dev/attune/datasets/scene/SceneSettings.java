package dev.attune.datasets.scene;

import dev.attune.video.frame.Rational;
import java.util.Objects;

/**
 * What a scene is asked to be; what is not asked is drawn from its seed.
 *
 * @param width columns of the whole view, 16..8192
 * @param height rows of the whole view, 16..8192
 * @param frameRate frames a second
 * @param exposure share of the frame interval in which light is gathered, 0..1
 * @param actors number of moving things, 0..64
 * @param actorSpeed greatest speed of a thing, in pixels per frame interval
 * @param shake how the camera moves
 * @param lens how sharp it draws
 * @param steps how an exposure is divided into virtual frames
 * @param sensor noise and encoding
 * @param axisX column about which the camera rolls and zooms, as a share of the width; may lie
 *     outside the view, as in a crop of a larger picture
 * @param axisY the same row as a share of the height
 */
public record SceneSettings(
    int width,
    int height,
    Rational frameRate,
    double exposure,
    int actors,
    double actorSpeed,
    Shake shake,
    Lens lens,
    ExposureSteps steps,
    Sensor sensor,
    double axisX,
    double axisY) {

  /** Checks the ranges. */
  public SceneSettings {
    Objects.requireNonNull(frameRate, "frameRate");
    Objects.requireNonNull(shake, "shake");
    Objects.requireNonNull(lens, "lens");
    Objects.requireNonNull(steps, "steps");
    Objects.requireNonNull(sensor, "sensor");
    Shake.check("width", width, 16, 8192);
    Shake.check("height", height, 16, 8192);
    Shake.check("exposure", exposure, 0, 1);
    Shake.check("actors", actors, 0, 64);
    Shake.check("actorSpeed", actorSpeed, 0, 1e4);
    Shake.check("axisX", axisX, -100, 100);
    Shake.check("axisY", axisY, -100, 100);
  }

  /** Hand-held, 30 frames a second, half of the interval exposed, six things moving. */
  public static SceneSettings of(int width, int height) {
    return new SceneSettings(
        width,
        height,
        new Rational(30, 1),
        0.5,
        6,
        8,
        Shake.HAND_HELD,
        Lens.SHARP,
        ExposureSteps.FINE,
        Sensor.PHONE,
        0.5,
        0.5);
  }

  /** With another share of the frame interval exposed. */
  public SceneSettings withExposure(double share) {
    return new SceneSettings(
        width,
        height,
        frameRate,
        share,
        actors,
        actorSpeed,
        shake,
        lens,
        steps,
        sensor,
        axisX,
        axisY);
  }

  /**
   * With an exposure time in milliseconds.
   *
   * @throws IllegalArgumentException when it is longer than the frame interval
   */
  public SceneSettings withExposureMillis(double millis) {
    return withExposure(millis / 1000 * frameRate.value());
  }

  /** With another frame rate; speeds are per frame interval and stay as they are. */
  public SceneSettings withFrameRate(Rational rate) {
    return new SceneSettings(
        width,
        height,
        rate,
        exposure,
        actors,
        actorSpeed,
        shake,
        lens,
        steps,
        sensor,
        axisX,
        axisY);
  }

  /** With other moving things. */
  public SceneSettings withActors(int count, double topSpeed) {
    return new SceneSettings(
        width, height, frameRate, exposure, count, topSpeed, shake, lens, steps, sensor, axisX,
        axisY);
  }

  /** With another camera motion. */
  public SceneSettings withShake(Shake other) {
    return new SceneSettings(
        width,
        height,
        frameRate,
        exposure,
        actors,
        actorSpeed,
        other,
        lens,
        steps,
        sensor,
        axisX,
        axisY);
  }

  /** With another lens. */
  public SceneSettings withLens(Lens other) {
    return new SceneSettings(
        width,
        height,
        frameRate,
        exposure,
        actors,
        actorSpeed,
        shake,
        other,
        steps,
        sensor,
        axisX,
        axisY);
  }

  /** With another division of the exposure. */
  public SceneSettings withSteps(ExposureSteps other) {
    return new SceneSettings(
        width,
        height,
        frameRate,
        exposure,
        actors,
        actorSpeed,
        shake,
        lens,
        other,
        sensor,
        axisX,
        axisY);
  }

  /** With another sensor. */
  public SceneSettings withSensor(Sensor other) {
    return new SceneSettings(
        width,
        height,
        frameRate,
        exposure,
        actors,
        actorSpeed,
        shake,
        lens,
        steps,
        other,
        axisX,
        axisY);
  }

  /** With the axis of roll and zoom elsewhere, in shares of width and height. */
  public SceneSettings withAxis(double x, double y) {
    return new SceneSettings(
        width, height, frameRate, exposure, actors, actorSpeed, shake, lens, steps, sensor, x, y);
  }
}
