/** ONNX Runtime: frozen networks. The only package that may know ONNX Runtime. */
package dev.attune.adaptation.runtime.onnx;
