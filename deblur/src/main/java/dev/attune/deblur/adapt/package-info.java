/**
 * Test-time adaptation of deblurring networks: pseudo-pairs from the video itself, and fine-tuning
 * on them.
 */
package dev.attune.deblur.adapt;
