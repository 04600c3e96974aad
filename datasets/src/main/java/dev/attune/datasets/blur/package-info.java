/**
 * Training and benchmark pairs made from sharp clips. A {@link dev.attune.datasets.blur.BlurMode}
 * says where the blur comes from: a camera held by hand that looks at each frame ({@link
 * dev.attune.datasets.blur.HandMotion}), or real frames averaged. All light is added up linearly;
 * noise and compression come after. {@link dev.attune.datasets.blur.PairMaker} draws the sequences
 * and writes them; the same recipe, seed and input give the same pairs.
 */
package dev.attune.datasets.blur;
