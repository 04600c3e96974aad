package dev.attune.deblur.run;

/** Over which part of a video one set of adapted weights is made. */
public enum AdaptMode {
  /** The source weights restore everything. */
  OFF,
  /** One adaptation for the whole input. */
  CLIP,
  /** An adaptation of its own for every scene between cuts. */
  SCENE
}
