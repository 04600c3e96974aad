/** Weights as ordered maps from published names to tensors, and the files they come from. */
package dev.attune.adaptation.weights;
