/**
 * Pages about runs: one self-contained HTML file each, with pictures and plots, that asks no
 * network.
 */
package dev.attune.pipelines.report;
