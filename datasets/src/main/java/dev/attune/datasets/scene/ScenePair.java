package dev.attune.datasets.scene;

import dev.attune.video.frame.FloatImage;

/**
 * A blurred frame and its truth.
 *
 * @param blur {@code [3, H, W]}, RGB 0..1 in the transfer of the sensor
 * @param sharp the picture of the middle of the exposure, of the same shape
 * @param blurPx length in pixels of the way that the middle of the backdrop went in the exposure
 */
public record ScenePair(FloatImage blur, FloatImage sharp, double blurPx) {}
