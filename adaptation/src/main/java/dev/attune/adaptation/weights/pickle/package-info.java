/**
 * A virtual machine for Python's pickle format that builds data and can do nothing else: whatever a
 * pickle wants to import must be offered by a {@link
 * dev.attune.adaptation.weights.pickle.PickleWorld}.
 */
package dev.attune.adaptation.weights.pickle;
