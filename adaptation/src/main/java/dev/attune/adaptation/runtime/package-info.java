/**
 * What runs networks, whatever the engine: tensors with owners, devices, threads, the border to
 * pictures.
 */
package dev.attune.adaptation.runtime;
