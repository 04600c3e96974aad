/**
 * How a video is blurred, per pixel: the reference's blur conditions, and the paths of pixels over
 * the exposure measured from optical flow.
 */
package dev.attune.deblur.condition;
