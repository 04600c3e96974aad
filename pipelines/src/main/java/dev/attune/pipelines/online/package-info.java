/** Online adapters on real streams: benchmarks of methods, classification of video. */
package dev.attune.pipelines.online;
