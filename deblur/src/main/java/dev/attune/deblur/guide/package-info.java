/**
 * What a network is told of a picture besides its colours: samples along the path of each pixel.
 */
package dev.attune.deblur.guide;
