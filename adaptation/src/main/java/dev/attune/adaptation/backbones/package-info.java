/**
 * Classifiers and feature networks that several methods adapt, under their published parameter
 * names.
 */
package dev.attune.adaptation.backbones;
