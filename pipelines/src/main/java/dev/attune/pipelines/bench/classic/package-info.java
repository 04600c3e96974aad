/**
 * What a user would try without learning: sharpening, and deconvolution by a kernel measured from
 * motion. For comparison only.
 */
package dev.attune.pipelines.bench.classic;
