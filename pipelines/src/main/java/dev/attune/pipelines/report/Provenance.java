package dev.attune.pipelines.report;

import java.util.List;
import java.util.Map;

/**
 * With what and where something was made.
 *
 * @param command the command line, without secrets
 * @param madeAt date and time with its zone, for people
 * @param versions of Attune, Java, the system and the libraries, by name, in the order to show
 */
public record Provenance(List<String> command, String madeAt, Map<String, String> versions) {}
