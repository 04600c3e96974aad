package dev.attune.pipelines.cli;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and termination: interrupts the working thread, which removes what is unfinished and ends
 * the process itself. A second signal ends it at once.
 *
 * <p>Signals are handled, rather than the end of the process hooked: by then the hooks of native
 * libraries close them while they are being used. Java's class for signals is reached by reflection
 * because the compiler warns of it; where it is missing, signals end the process as ever.
 */
final class Interruption {
  private static final int SIGNAL_OFFSET = 128;

  private final Thread worker;
  private final PrintStream err;
  private volatile int signal;

  private Interruption(Thread worker, PrintStream err) {
    this.worker = worker;
    this.err = err;
  }

  /**
   * Watches over the work of {@code worker} from now on.
   *
   * @param err is told that a signal was heard
   */
  static Interruption watch(Thread worker, PrintStream err) {
    Interruption interruption = new Interruption(worker, err);
    Map.of("INT", 2, "TERM", 15, "HUP", 1).forEach(interruption::handle);
    return interruption;
  }

  /** The exit code of the process when a command ended with {@code exitCode}. */
  int exitCode(int exitCode) {
    return signal != 0 && exitCode == ExitCode.INTERRUPTED.number()
        ? SIGNAL_OFFSET + signal
        : exitCode;
  }

  /** A signal came. */
  void heard(int number) {
    if (signal != 0) {
      Runtime.getRuntime().halt(SIGNAL_OFFSET + number);
    }
    signal = number;
    err.println(System.lineSeparator() + "attune: stopping ...");
    worker.interrupt();
  }

  private void handle(String name, int number) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              Interruption.class.getClassLoader(),
              new Class<?>[] {handlerClass},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  heard(number);
                }
                return null;
              });
      signalClass
          .getMethod("handle", signalClass, handlerClass)
          .invoke(null, signalClass.getConstructor(String.class).newInstance(name), handler);
    } catch (InvocationTargetException e) {
      log().debug("signal {} belongs to somebody else", name, e.getCause());
    } catch (ReflectiveOperationException e) {
      log().debug("signal {} cannot be handled", name, e);
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Interruption.class);
  }
}
