/** Readers and writers of the folders in which data sets are published. */
package dev.attune.datasets.layout;
