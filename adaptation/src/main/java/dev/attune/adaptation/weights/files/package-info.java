/**
 * Files of weights: safetensors in and out, PyTorch checkpoints in. Every size a file declares is
 * checked against the file before anything is allocated, and nothing in a file is ever run.
 */
package dev.attune.adaptation.weights.files;
