/**
 * Streams of labelled pictures whose domain and classes change: where the pictures come from, and
 * in which order.
 */
package dev.attune.datasets.stream;
