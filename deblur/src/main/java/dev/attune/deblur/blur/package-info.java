/**
 * Blurs sharp pictures as a video is blurred: blurring models, which blur to put on which region,
 * and blurring a result again to see whether it explains its input.
 */
package dev.attune.deblur.blur;
