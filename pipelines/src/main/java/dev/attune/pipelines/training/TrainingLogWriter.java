package dev.attune.pipelines.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attune.deblur.train.TrainListener;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends what it hears to a log, one JSON object a line. Used by one thread. */
public final class TrainingLogWriter implements TrainListener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter out;

  /**
   * Opens a log, new or that of a run which goes on.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public TrainingLogWriter(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      boolean cutOff = endsWithinLine(file);
      out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (cutOff) {
        out.newLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the training log " + file + " cannot be written", e);
    }
  }

  @Override
  public void step(long step, double loss, double gradientNorm, double learningRate) {
    append(
        JSON.createObjectNode()
            .put("step", step)
            .put("loss", loss)
            .put("gradientNorm", gradientNorm)
            .put("learningRate", learningRate));
  }

  @Override
  public void validated(long step, double inputPsnr, double psnr, boolean best) {
    append(JSON.createObjectNode().put("step", step).put("inputPsnr", inputPsnr).put("psnr", psnr));
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(ObjectNode node) {
    try {
      out.write(JSON.writeValueAsString(node));
      out.newLine();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean endsWithinLine(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    try (SeekableByteChannel log = Files.newByteChannel(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      log.position(log.size() - 1).read(last);
      return last.get(0) != '\n';
    }
  }
}
