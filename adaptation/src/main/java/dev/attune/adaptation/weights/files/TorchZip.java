package dev.attune.adaptation.weights.files;

import dev.attune.adaptation.weights.pickle.PickleMachine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A checkpoint as PyTorch writes it since 1.6: an uncompressed zip of {@code NAME/data.pkl} and one
 * entry {@code NAME/data/KEY} for each storage.
 */
final class TorchZip implements TorchArchive {
  private static final int MAX_PICKLE_BYTES = 64 << 20;
  private static final int MAX_ORDER_BYTES = 16;
  private static final String PICKLE = "data.pkl";

  private final String file;
  private final ZipDirectory zip;
  private final String folder;
  private final Object root;

  TorchZip(FileBytes bytes) {
    this.file = bytes.name();
    this.zip = ZipDirectory.read(bytes);
    this.folder = folder();
    requireLittleEndian();
    ZipDirectory.Entry pickle = zip.entries().get(folder + PICKLE);
    if (pickle.size() > MAX_PICKLE_BYTES) {
      throw TorchProblems.damaged(
          file, "its pickle has " + pickle.size() + " bytes", "at most " + MAX_PICKLE_BYTES);
    }
    this.root = new PickleMachine(new TorchGlobals()).read(zip.bytes(pickle));
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer storage(StorageRef storage) {
    ZipDirectory.Entry entry = zip.entries().get(folder + "data/" + storage.key());
    if (entry == null) {
      throw TorchProblems.damaged(file, "storage '" + storage.key() + "' is not in it", "");
    }
    return zip.bytes(entry);
  }

  private String folder() {
    String found = null;
    for (String name : zip.entries().keySet()) {
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

  private void requireLittleEndian() {
    Map<String, ZipDirectory.Entry> entries = zip.entries();
    ZipDirectory.Entry entry = entries.get(folder + "byteorder");
    if (entry != null && entry.size() <= MAX_ORDER_BYTES) {
      String order = StandardCharsets.US_ASCII.decode(zip.bytes(entry)).toString();
      if (!order.equals("little")) {
        throw TorchProblems.unsupported(
            file, "its numbers are " + order + "-endian", "save it again on a usual machine");
      }
    }
  }
}
