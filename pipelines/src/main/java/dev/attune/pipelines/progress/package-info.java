/** How far a command has come: one event, shown as a bar, as lines, as JSON or not at all. */
package dev.attune.pipelines.progress;
