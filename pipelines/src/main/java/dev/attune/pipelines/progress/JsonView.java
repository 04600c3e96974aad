package dev.attune.pipelines.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Progress as one JSON object a line, for other programs: {@code
 * {"task":…,"unit":…,"done":…,"total":…,"seconds":…,"perSecond":…,"secondsLeft":…}} at most once a
 * second and at the end of a task, and {@code {"notice":…}}. What is unknown is null.
 */
public final class JsonView implements ProgressView {
  private static final double INTERVAL_SECONDS = 1;

  private final PrintStream out;
  private final ObjectMapper mapper = new ObjectMapper();
  private String task = "";
  private double nextAt;

  /** Prints to {@code out}. */
  public JsonView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Progress progress) {
    if (progress.task().equals(task) && progress.seconds() < nextAt) {
      return;
    }
    task = progress.task();
    nextAt = progress.seconds() + INTERVAL_SECONDS;
    print(node(progress));
  }

  @Override
  public void end(Progress last) {
    task = "";
    print(node(last).put("ended", true));
  }

  @Override
  public void notice(String message) {
    print(mapper.createObjectNode().put("notice", message));
  }

  private ObjectNode node(Progress p) {
    return mapper
        .createObjectNode()
        .put("task", p.task())
        .put("unit", p.unit())
        .put("done", p.done())
        .put("total", p.total() < 0 ? null : p.total())
        .put("seconds", finite(p.seconds()))
        .put("perSecond", finite(p.perSecond()))
        .put("secondsLeft", finite(p.secondsLeft()));
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : null;
  }

  private void print(ObjectNode node) {
    try {
      out.println(mapper.writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
