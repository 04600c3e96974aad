package dev.attune.adaptation.weights.catalog;

import dev.attune.adaptation.weights.Weights;
import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import dev.attune.adaptation.weights.files.SafetensorsFile;
import dev.attune.adaptation.weights.files.WeightsFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reading of files and of entries of jars alike. */
final class ModelBytes {
  private static final int MAX_CARD_BYTES = 1 << 20;
  private static final int CHUNK = 1 << 16;

  private ModelBytes() {}

  /** Size in bytes, negative when there is nothing. */
  static long size(URI place) {
    try {
      if (isFile(place)) {
        Path file = Path.of(place);
        return Files.isRegularFile(file) ? Files.size(file) : -1;
      }
      try (InputStream in = open(place)) {
        return in.transferTo(OutputStream.nullOutputStream());
      }
    } catch (FileNotFoundException e) {
      return -1;
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** A card's text. */
  static String text(URI place) {
    try (InputStream in = open(place)) {
      byte[] bytes = in.readNBytes(MAX_CARD_BYTES + 1);
      if (bytes.length > MAX_CARD_BYTES) {
        throw new WeightsException(
            Kind.DAMAGED, label(place), "is too large for a model card", "at most 1 MiB", "");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** SHA-256 of all bytes in hexadecimal. */
  static String sha256(URI place) {
    MessageDigest digest = digest();
    try (InputStream in = open(place)) {
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** Weights in whatever format they lie there. */
  static Weights weights(URI place, int bytesInJar) {
    if (isFile(place)) {
      return WeightsFiles.read(Path.of(place));
    }
    try (InputStream in = open(place)) {
      ByteBuffer whole = ByteBuffer.allocateDirect(bytesInJar);
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0 && n <= whole.remaining(); n = in.read(chunk)) {
        whole.put(chunk, 0, n);
      }
      return SafetensorsFile.parse(label(place), whole.flip());
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** The path of a file, or the whole address of an entry of a jar. */
  static String label(URI place) {
    return isFile(place) ? Path.of(place).toString() : place.toString();
  }

  private static boolean isFile(URI place) {
    return "file".equals(place.getScheme());
  }

  private static InputStream open(URI place) throws IOException {
    if (isFile(place)) {
      return Files.newInputStream(Path.of(place));
    }
    URLConnection connection = place.toURL().openConnection();
    // A cached jar would stay open, and stale when it is built anew.
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static WeightsException unreadable(URI place, IOException e) {
    return new WeightsException(
        Kind.MISSING,
        label(place),
        "cannot be read (" + e.getMessage() + ")",
        "",
        "check the file and its permissions",
        e);
  }
}
