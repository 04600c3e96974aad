/**
 * What a run keeps on the disk so that it can go on where it was killed: an identity, a journal,
 * and states that are records.
 */
package dev.attune.deblur.resume;
