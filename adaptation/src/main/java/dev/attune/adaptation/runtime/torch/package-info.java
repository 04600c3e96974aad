/** libtorch through DJL: trainable networks. The only package that may know DJL. */
package dev.attune.adaptation.runtime.torch;
