package dev.attune.video.io;

/**
 * A finished part of an output that grows in segments.
 *
 * @param number from 0
 * @param frames how many it holds
 * @param bytes of what was written for it
 * @param crc CRC-32C of these bytes
 */
public record Segment(int number, long frames, long bytes, long crc) {}
