/**
 * What crosses between modules: frames as described NIO buffers, exact times, colour, float
 * pictures.
 */
package dev.attune.video.frame;
