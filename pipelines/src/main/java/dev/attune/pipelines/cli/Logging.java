package dev.attune.pipelines.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logs to stderr, one plain line an event. Found by Logback as a service, so that no configuration
 * file is searched and parsed at each start.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  /** System property with the level; set before the first logger is made. */
  static final String LEVEL_PROPERTY = "attune.log.level";

  private static final String PATTERN = "attune: %-5level %msg%n%ex{0}";
  private static final String DEBUG_PATTERN =
      "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{24}: %msg%n";

  /** Made by Logback. */
  public Logging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Level level = Level.toLevel(System.getProperty(LEVEL_PROPERTY), Level.WARN);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(level == Level.DEBUG ? DEBUG_PATTERN : PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(console);
    // Warns wherever a CUDA runtime is installed without a driver; `attune doctor` tells that
    // better.
    context.getLogger("ai.djl.util.cuda.CudaUtils").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
