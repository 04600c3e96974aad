package dev.attune.pipelines.cli;

import dev.attune.deblur.run.RunListener;
import dev.attune.deblur.run.Stage;
import dev.attune.pipelines.progress.ProgressMeter;

/** Shows how a run goes on. */
final class RunProgress implements RunListener {
  private final ProgressMeter meter;

  RunProgress(ProgressMeter meter) {
    this.meter = meter;
  }

  @Override
  public void progress(Stage stage, long done, long total) {
    switch (stage) {
      case ANALYSE -> meter.update("analyse", "frames", done, total);
      case PAIR -> meter.update("pair", "regions", done, total);
      case ADAPT -> meter.update("adapt", "steps", done, total);
      case RESTORE -> meter.update("restore", "frames", done, total);
      case JOIN -> meter.update("join", "files", done, total);
    }
  }

  @Override
  public void notice(String message) {
    meter.notice(message);
  }
}
