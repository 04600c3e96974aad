package dev.attune.video.io;

/** Kinds of tracks that are copied from an input to an output. */
public enum TrackKind {
  /** Sound. */
  AUDIO,
  /** Subtitles, of text or of pictures. */
  SUBTITLE,
  /** Pictures other than those that are restored: covers, a second camera. */
  VIDEO,
  /** Files that travel with the video, such as fonts. */
  ATTACHMENT,
  /** Everything else, such as timecodes and telemetry. */
  DATA
}
