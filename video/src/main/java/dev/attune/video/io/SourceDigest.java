package dev.attune.video.io;

import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an input is known by, so that another one of the same name is noticed. A file is known by
 * its length and SHA-256; of one of more than 64 MiB only the first and last 8 MiB and 32 blocks of
 * 1 MiB between them are hashed, so that it takes no longer than a second or two, and its time of
 * change counts as well. Pictures are known by their names, lengths and times of change, an address
 * on the network by itself.
 */
public final class SourceDigest {
  private static final long WHOLE_BYTES = 64L << 20;
  private static final int ENDS_BYTES = 8 << 20;
  private static final int BLOCKS = 32;
  private static final int BLOCK_BYTES = 1 << 20;

  private SourceDigest() {}

  /**
   * What an input is known by, each under a name for people; empty for one that cannot be read
   * twice, such as a camera.
   *
   * @throws MediaException when it is a file that cannot be read
   */
  public static Optional<Map<String, String>> of(String input) {
    Path path = Sources.path(input);
    try {
      if (path != null && Files.exists(path) && !Files.isDirectory(path)) {
        return Files.isRegularFile(path) ? Optional.of(ofFile(path)) : Optional.empty();
      }
      Optional<List<Path>> pictures = Sources.pictureFiles(input);
      if (pictures.isPresent()) {
        return Optional.of(ofPictures(pictures.get()));
      }
    } catch (IOException e) {
      throw new MediaException(Kind.NOT_FOUND, input + " cannot be read: " + e.getMessage(), e);
    }
    boolean stored = input.regionMatches(true, 0, "http", 0, 4);
    return stored ? Optional.of(ofAddress(input)) : Optional.empty();
  }

  private static Map<String, String> ofFile(Path file) throws IOException {
    Map<String, String> out = new LinkedHashMap<>();
    long size = Files.size(file);
    out.put("bytes", String.valueOf(size));
    MessageDigest digest = sha256();
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (size <= WHOLE_BYTES) {
        add(digest, in, 0, size);
        out.put("SHA-256", hex(digest));
      } else {
        add(digest, in, 0, ENDS_BYTES);
        for (int i = 1; i <= BLOCKS; i++) {
          add(digest, in, size / (BLOCKS + 1) * i, BLOCK_BYTES);
        }
        add(digest, in, size - ENDS_BYTES, ENDS_BYTES);
        out.put("SHA-256 of parts", hex(digest));
        out.put("time of change", Files.getLastModifiedTime(file).toString());
      }
    }
    return out;
  }

  private static void add(MessageDigest digest, RandomAccessFile in, long from, long length)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    in.seek(from);
    long left = length;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        return;
      }
      digest.update(buffer, 0, n);
      left -= n;
    }
  }

  private static Map<String, String> ofPictures(List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files) {
      String line =
          file.getFileName()
              + "\n"
              + Files.size(file)
              + "\n"
              + Files.getLastModifiedTime(file)
              + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    Map<String, String> out = new LinkedHashMap<>();
    out.put("number of pictures", String.valueOf(files.size()));
    out.put("SHA-256 of names, lengths and times of change", hex(digest));
    return out;
  }

  /** Digested, so that secrets in it stay secret. */
  private static Map<String, String> ofAddress(String url) {
    MessageDigest digest = sha256();
    digest.update(url.getBytes(StandardCharsets.UTF_8));
    return Map.of("SHA-256 of the address", hex(digest));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
