/** Benchmarks against truth: clips with known sharp frames, restored and scored. */
package dev.attune.pipelines.bench;
