package dev.attune.adaptation.weights.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.attune.adaptation.tensor.HostTensor;
import dev.attune.adaptation.weights.WeightNames;
import dev.attune.adaptation.weights.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The writing half of {@link SafetensorsFile}. */
final class SafetensorsWriter {
  private static final int LENGTH_BYTES = SafetensorsFile.LENGTH_BYTES;
  private static final int ALIGNMENT = 8;
  private static final JsonFactory JSON = new JsonFactory();

  private SafetensorsWriter() {}

  static void write(Path file, Weights weights) {
    List<Map.Entry<String, HostTensor>> laidOut = new ArrayList<>(weights.tensors().entrySet());
    laidOut.sort(Comparator.comparingInt(e -> -e.getValue().type().bytes()));
    ByteBuffer header = ByteBuffer.wrap(header(weights, laidOut));
    AtomicFile.write(
        file,
        channel -> {
          AtomicFile.writeFully(channel, header);
          for (Map.Entry<String, HostTensor> e : laidOut) {
            AtomicFile.writeFully(channel, e.getValue().bytes());
          }
        });
  }

  private static byte[] header(Weights weights, List<Map.Entry<String, HostTensor>> laidOut) {
    Map<String, Long> offsets = new HashMap<>();
    long at = 0;
    for (Map.Entry<String, HostTensor> e : laidOut) {
      offsets.put(e.getKey(), at);
      at += e.getValue().bytes().remaining();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[LENGTH_BYTES]);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      writeMetadata(json, weights.metadata());
      for (Map.Entry<String, HostTensor> e : weights.tensors().entrySet()) {
        writeEntry(json, e.getKey(), e.getValue(), offsets.get(e.getKey()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return padded(out.toByteArray());
  }

  private static void writeMetadata(JsonGenerator json, Map<String, String> metadata)
      throws IOException {
    if (metadata.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(SafetensorsHeader.METADATA);
    for (Map.Entry<String, String> e : new TreeMap<>(metadata).entrySet()) {
      if (!WeightNames.isEncodable(e.getKey()) || !WeightNames.isEncodable(e.getValue())) {
        throw new IllegalArgumentException(
            "metadata '" + e.getKey() + "' holds half of a surrogate pair, which is no text");
      }
      json.writeStringField(e.getKey(), e.getValue());
    }
    json.writeEndObject();
  }

  private static void writeEntry(JsonGenerator json, String name, HostTensor tensor, long begin)
      throws IOException {
    if (!WeightNames.isSane(name) || name.equals(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor cannot be stored under the name '"
              + name
              + "': 1 to 1024 printable characters other than "
              + SafetensorsHeader.METADATA);
    }
    json.writeObjectFieldStart(name);
    json.writeStringField("dtype", SafetensorsTypes.name(tensor.type()));
    json.writeArrayFieldStart("shape");
    for (long d : tensor.shape().dims()) {
      json.writeNumber(d);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("data_offsets");
    json.writeNumber(begin);
    json.writeNumber(begin + tensor.bytes().remaining());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static byte[] padded(byte[] lengthAndJson) {
    int unpadded = lengthAndJson.length;
    int whole = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (whole - LENGTH_BYTES > SafetensorsHeader.MAX_BYTES) {
      throw new IllegalArgumentException(
          "names and metadata take "
              + unpadded
              + " bytes; a safetensors header has at most "
              + SafetensorsHeader.MAX_BYTES);
    }
    byte[] out = Arrays.copyOf(lengthAndJson, whole);
    Arrays.fill(out, unpadded, whole, (byte) ' ');
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putLong(whole - LENGTH_BYTES);
    return out;
  }
}
