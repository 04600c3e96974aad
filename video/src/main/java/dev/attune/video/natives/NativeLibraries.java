package dev.attune.video.natives;

import org.bytedeco.javacpp.Loader;

/** Loads the native libraries of JavaCPP's presets, with settings that suit a process of ours. */
public final class NativeLibraries {
  private static final String MOST_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxPhysicalBytes";

  private NativeLibraries() {}

  /**
   * Loads the libraries of a preset; does nothing where that was done.
   *
   * @param what for people, such as FFmpeg
   * @param preset a class of JavaCPP's global package
   * @throws UnsatisfiedLinkError with advice when this build holds none for the machine
   */
  public static void load(String what, Class<?> preset) {
    // By default JavaCPP throws OutOfMemoryError once the process is four times as large as the
    // Java heap may be, which networks beside us make it. It reads this when it is first used.
    if (System.getProperty(MOST_PHYSICAL_BYTES) == null) {
      System.setProperty(MOST_PHYSICAL_BYTES, "0");
    }
    try {
      Loader.load(preset);
    } catch (UnsatisfiedLinkError e) {
      UnsatisfiedLinkError told =
          new UnsatisfiedLinkError(
              "this build holds no "
                  + what
                  + " for "
                  + Loader.getPlatform()
                  + ": build Attune with -Dnative.platform=PLATFORM for this machine");
      told.initCause(e);
      throw told;
    }
  }
}
