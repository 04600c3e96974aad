/** Configuration files: YAML with the names of the command's options. */
package dev.attune.pipelines.config;
