/**
 * Networks as graphs of operators, written once in Java, and the two printers that turn a graph
 * into something that runs: TorchScript for libtorch (trainable) and ONNX for ONNX Runtime
 * (frozen).
 */
package dev.attune.adaptation.network;
