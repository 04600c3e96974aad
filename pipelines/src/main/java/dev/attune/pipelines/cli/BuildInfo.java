package dev.attune.pipelines.cli;

import dev.attune.pipelines.doctor.BuildVersions;
import dev.attune.pipelines.doctor.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built, from what, for which platform.
 *
 * @param version of Attune
 * @param platform that the packed native libraries are for, such as "linux-x86_64"
 * @param libraries versions of the libraries with native parts, by name
 */
record BuildInfo(String version, String platform, Libraries libraries) {

  /** Versions of the libraries with native parts. */
  record Libraries(String ffmpeg, String opencv, String libtorch, String djl, String onnxruntime) {}

  /** Of this build. */
  static BuildInfo read() {
    Properties p = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      p.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        p.getProperty("version"),
        p.getProperty("platform"),
        new Libraries(
            p.getProperty("ffmpeg") + p.getProperty("ffmpeg.flavour"),
            p.getProperty("opencv"),
            p.getProperty("libtorch"),
            p.getProperty("djl"),
            p.getProperty("onnxruntime")));
  }

  /** What the doctor compares with the machine. */
  BuildVersions versions() {
    return new BuildVersions(version, platform, libraries.libtorch(), libraries.onnxruntime());
  }

  /**
   * Refuses to go on where the packed native libraries cannot be loaded.
   *
   * @throws CommandException on another platform than that of the build
   */
  void requirePlatform() {
    String running = Machine.platform();
    if (!platform.equals(running)) {
      throw new CommandException(
          ExitCode.USAGE,
          "this build holds native libraries for "
              + platform
              + " but runs on "
              + running
              + "; build it there, or with -Dnative.platform=NAME -Djavacpp.platform.name=NAME");
    }
  }
}
