package dev.attune.pipelines.batch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One input that waits for its turn.
 *
 * @param input path, URL or pattern, to be opened
 * @param shownInput the same for people, without secrets
 * @param output file or folder of its result
 * @param page about it, to be written; empty for none
 */
public record BatchItem(String input, String shownInput, Path output, Optional<Path> page) {}
