package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.WeightsException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Formats told by the first bytes of a file, whatever it is called. */
enum FileFormat {
  /** Header length and a JSON object. */
  SAFETENSORS("a safetensors file"),
  /** A zip archive: a checkpoint of PyTorch 1.6 or later. */
  ZIP("a zip archive"),
  /** Pickles in a row: an older checkpoint of PyTorch. */
  TORCH_STREAM("an older PyTorch checkpoint"),
  /** No bytes at all. */
  EMPTY("an empty file"),
  /** A pickle that does not begin as a checkpoint does. */
  PICKLE("a Python pickle that is no PyTorch checkpoint"),
  /** The format of PyTorch before 0.1.10, or any other tar archive. */
  TAR("a tar archive"),
  /** What a Git client leaves when large files were not fetched. */
  GIT_LFS("only a pointer to a file that Git LFS has not fetched"),
  /** What a download often leaves instead of the file. */
  WEB_PAGE("a web page, not the file it should lead to"),
  /** HDF5, as Keras writes it. */
  HDF5("an HDF5 file"),
  /** An array of NumPy. */
  NUMPY("a NumPy array"),
  /** A gzip stream. */
  GZIP("a gzip file"),
  /** None of these. */
  UNKNOWN("of no known format");

  private static final int SNIFFED = 265;
  private static final int TAR_MAGIC = 257;

  private final String description;

  FileFormat(String description) {
    this.description = description;
  }

  /** Whether it is a checkpoint of PyTorch, or may be one. */
  boolean isTorch() {
    return this == ZIP || this == TORCH_STREAM;
  }

  /**
   * The format of a file.
   *
   * @throws WeightsException when there is no such file
   */
  static FileFormat of(Path file) {
    FileProblems.requireFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer start = ByteBuffer.allocate((int) Math.min(SNIFFED, channel.size()));
      ChannelBytes.read(file, channel, 0, start);
      return of(start.flip());
    } catch (IOException e) {
      throw FileProblems.unreadable(file, e);
    }
  }

  /** That a file is not of the format it should be. */
  WeightsException unexpected(Path file, String expected) {
    return new WeightsException(
        Kind.DAMAGED, file.toString(), "this is " + description, expected, "");
  }

  private static FileFormat of(ByteBuffer start) {
    String s = StandardCharsets.ISO_8859_1.decode(start).toString();
    if (s.isEmpty()) {
      return EMPTY;
    }
    if (s.startsWith("PK\3\4") || s.startsWith("PK\5\6")) {
      return ZIP;
    }
    if (s.startsWith("\u0080\2\u008a\nl\u00fc\u009cF")) {
      return TORCH_STREAM;
    }
    if (s.length() > 8 && s.charAt(8) == '{') {
      return SAFETENSORS;
    }
    if (s.startsWith("version https://git-lfs")) {
      return GIT_LFS;
    }
    if (s.stripLeading().startsWith("<")) {
      return WEB_PAGE;
    }
    if (s.startsWith("\u0089HDF")) {
      return HDF5;
    }
    if (s.startsWith("\u0093NUMPY")) {
      return NUMPY;
    }
    if (s.startsWith("\u001f\u008b")) {
      return GZIP;
    }
    if (s.startsWith("ustar", TAR_MAGIC)) {
      return TAR;
    }
    return s.startsWith("\u0080") && s.length() > 1 && s.charAt(1) <= 5 ? PICKLE : UNKNOWN;
  }
}
