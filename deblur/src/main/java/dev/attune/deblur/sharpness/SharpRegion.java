package dev.attune.deblur.sharpness;

/**
 * A relatively sharp region of a video.
 *
 * @param frameIndex number of its frame
 * @param scene number of its scene, from 0
 * @param box where in the frame
 * @param score sharpness, comparable within the video
 * @param rank share of the frames of its scene whose best region is less sharp, 0..1
 */
public record SharpRegion(long frameIndex, int scene, Box box, double score, double rank) {}
