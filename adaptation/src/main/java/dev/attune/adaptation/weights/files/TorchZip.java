package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.WeightsException;
import dev.attune.adaptation.weights.pickle.PickleMachine;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A checkpoint as PyTorch writes it since 1.6: an uncompressed zip of {@code NAME/data.pkl} and one
 * entry {@code NAME/data/KEY} for each storage. Nothing is unpacked to the disk; names are only
 * compared, and still those that lead out of a folder are refused.
 */
final class TorchZip implements TorchArchive {
  private static final int MAX_PICKLE_BYTES = 64 << 20;
  private static final String PICKLE = "data.pkl";

  private final String file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();
  private final String folder;
  private final Object root;

  private TorchZip(Path path, ZipFile zip, long fileBytes) throws IOException {
    this.file = path.toString();
    this.zip = zip;
    readEntries(fileBytes);
    this.folder = folder();
    requireLittleEndian();
    ZipEntry pickle = entries.get(folder + PICKLE);
    if (pickle.getSize() > MAX_PICKLE_BYTES) {
      throw TorchProblems.damaged(
          file, "its pickle has " + pickle.getSize() + " bytes", "at most " + MAX_PICKLE_BYTES);
    }
    this.root = new PickleMachine(new TorchGlobals()).read(bytes(pickle));
  }

  static TorchZip open(Path path, long fileBytes) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException | IllegalArgumentException e) {
      throw unreadable(path.toString(), e);
    }
    try {
      return new TorchZip(path, zip, fileBytes);
    } catch (ZipException e) {
      zip.close();
      throw unreadable(path.toString(), e);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer storage(StorageRef storage) throws IOException {
    ZipEntry entry = entries.get(folder + "data/" + storage.key());
    if (entry == null) {
      throw TorchProblems.damaged(file, "storage '" + storage.key() + "' is not in it", "");
    }
    // Both factors come from the file, so their product may not fit.
    if (storage.elements() > entry.getSize() / storage.type().bytes()) {
      throw TorchProblems.damaged(
          file,
          "storage '" + storage.key() + "' has " + entry.getSize() + " bytes",
          storage.elements() + " elements of " + storage.type());
    }
    return bytes(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void readEntries(long fileBytes) {
    long total = 0;
    for (ZipEntry entry : list()) {
      String name = entry.getName();
      if (isEscaping(name)) {
        throw TorchProblems.damaged(
            file, "its entry '" + name + "' leads out of it", "plain names");
      }
      if (entries.put(name, entry) != null) {
        throw TorchProblems.damaged(file, "it has two entries '" + name + "'", "one");
      }
      if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
        throw TorchProblems.unsupported(
            file,
            "its entry '" + name + "' is compressed, which PyTorch never does",
            "unpack it and zip it again without compression");
      }
      total += entry.getSize();
      // Entries that share bytes would let a small file fill the memory.
      if (total > fileBytes) {
        throw TorchProblems.damaged(
            file, "its entries claim more than the file's " + fileBytes + " bytes", "");
      }
    }
  }

  private List<? extends ZipEntry> list() {
    try {
      return Collections.list(zip.entries());
    } catch (IllegalArgumentException e) {
      // Names that are no text are found late.
      throw unreadable(file, e);
    }
  }

  private String folder() {
    String found = null;
    for (String name : entries.keySet()) {
      if (name.endsWith("/constants.pkl") || name.contains("/code/")) {
        throw TorchProblems.unsupported(
            file,
            "is a TorchScript archive: it holds a program, not only weights",
            "save model.state_dict() with torch.save or as .safetensors");
      }
      if (name.endsWith("/" + PICKLE) && name.indexOf('/') == name.length() - PICKLE.length() - 1) {
        if (found != null) {
          throw TorchProblems.damaged(file, "it holds two checkpoints", "one");
        }
        found = name.substring(0, name.length() - PICKLE.length());
      }
    }
    if (found == null) {
      throw TorchProblems.unsupported(
          file, "is a zip archive without a PyTorch checkpoint in it", "name the file in it");
    }
    return found;
  }

  private void requireLittleEndian() throws IOException {
    ZipEntry entry = entries.get(folder + "byteorder");
    if (entry != null && entry.getSize() < 16) {
      String order = StandardCharsets.US_ASCII.decode(bytes(entry)).toString();
      if (!order.equals("little")) {
        throw TorchProblems.unsupported(
            file, "its numbers are " + order + "-endian", "save it again on a usual machine");
      }
    }
  }

  private ByteBuffer bytes(ZipEntry entry) throws IOException {
    if (entry.getSize() > Integer.MAX_VALUE) {
      throw TorchProblems.unsupported(
          file, "its entry '" + entry.getName() + "' has more than 2 GiB", "split it");
    }
    ByteBuffer out = ByteBuffer.allocateDirect((int) entry.getSize());
    try (InputStream stream = zip.getInputStream(entry);
        ReadableByteChannel channel = Channels.newChannel(stream)) {
      while (out.hasRemaining()) {
        if (channel.read(out) < 0) {
          throw TorchProblems.damaged(file, "its entry '" + entry.getName() + "' is cut off", "");
        }
      }
    } catch (ZipException | EOFException e) {
      throw unreadable(file, e);
    }
    out.flip();
    CRC32 crc = new CRC32();
    crc.update(out.duplicate());
    if (crc.getValue() != entry.getCrc()) {
      throw TorchProblems.damaged(
          file, "the check sum of its entry '" + entry.getName() + "' is wrong", "");
    }
    return out;
  }

  private static boolean isEscaping(String name) {
    if (name.startsWith("/") || name.contains("\\") || name.contains(":")) {
      return true;
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static WeightsException unreadable(String file, Exception e) {
    return TorchProblems.damaged(file, "its zip archive is broken (" + e.getMessage() + ")", "", e);
  }
}
