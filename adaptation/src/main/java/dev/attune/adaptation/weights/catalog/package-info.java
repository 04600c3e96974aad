/**
 * The models that Attune knows: those shipped inside its jars and those that users imported, each
 * with a card that tells what it is and the digest of its file.
 */
package dev.attune.adaptation.weights.catalog;
