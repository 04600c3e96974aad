/** What a training run writes down while it goes on. */
package dev.attune.pipelines.training;
