/**
 * Shapes, element types and tensors on the host: the vocabulary of weights, networks and engines.
 */
package dev.attune.adaptation.tensor;
