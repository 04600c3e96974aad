/**
 * Procedural scenes with known truth: textured surfaces, moving objects that occlude each other and
 * a shaking camera, rendered in linear light and averaged over an exposure, so that every blurred
 * frame comes with the sharp frame of the middle of its exposure.
 *
 * <p>A {@link dev.attune.datasets.scene.Scene} follows from its seed, its {@link
 * dev.attune.datasets.scene.SceneSettings} and the seed of its {@link
 * dev.attune.datasets.scene.TextureBank} alone, to the last bit, on every machine and with any
 * number of threads: every element draws from its own generator, poses and noise are functions of
 * time and place, and only exactly rounded arithmetic or {@link StrictMath} is used.
 */
package dev.attune.datasets.scene;
