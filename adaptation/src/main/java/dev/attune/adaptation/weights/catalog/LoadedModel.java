package dev.attune.adaptation.weights.catalog;

import dev.attune.adaptation.weights.Weights;
import java.net.URI;
import java.util.Optional;

/**
 * Weights with what is known of them.
 *
 * @param label name of the model, or path of the file
 * @param location where they were read from
 * @param sha256 digest of the file
 * @param description from the model's card or from the file's metadata
 * @param weights the tensors, under the names of the file
 */
public record LoadedModel(
    String label,
    URI location,
    String sha256,
    Optional<ModelDescription> description,
    Weights weights) {}
