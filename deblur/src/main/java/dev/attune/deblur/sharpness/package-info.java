/**
 * Where a video is relatively sharp: the selection of the reference on magnitude maps, and a
 * weight-free measure with bounded memory.
 */
package dev.attune.deblur.sharpness;
