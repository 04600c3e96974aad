/**
 * The command line: verbs, shared options, exit codes, messages. Parses and prints; computes
 * nothing.
 */
package dev.attune.pipelines.cli;
