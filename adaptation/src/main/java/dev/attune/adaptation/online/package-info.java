/**
 * Adapters that make a classifier better on the stream of pictures it sees, without labels and
 * without collapsing. A method is a {@link dev.attune.adaptation.online.Composition} of small
 * parts; {@link dev.attune.adaptation.online.Methods} names the published ones.
 */
package dev.attune.adaptation.online;
