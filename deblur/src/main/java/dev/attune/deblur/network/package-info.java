/** Deblurring networks: what they compute, as graphs, and how they run over a stream. */
package dev.attune.deblur.network;
