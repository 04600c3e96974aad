/**
 * Many inputs in one go: which they are, where their results go, and what became of each. Prints
 * nothing.
 */
package dev.attune.pipelines.batch;
