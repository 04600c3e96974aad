/** Training of deblurring networks from scratch, resumable at any moment. */
package dev.attune.deblur.train;
