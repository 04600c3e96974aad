package dev.attune.video.io;

/** Kinds of tracks that are copied from an input to an output. */
public enum TrackKind {
  /** Sound. */
  AUDIO,
  /** Subtitles, of text or of pictures. */
  SUBTITLE
}
