package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password and a token in an address are in nothing that is printed or written. */
class SecretsTest {
  private static final String PASSWORD = "pa55w0rd";
  private static final String TOKEN = "t0ken-of-mine";

  @TempDir static Path shared;
  private static TestDeblur runs;
  private static HttpServer server;

  @TempDir Path folder;

  @BeforeAll
  static void serve() throws IOException {
    runs = TestDeblur.in(shared);
    byte[] clip = Files.readAllBytes(TestMedia.video(shared.resolve("clip.mkv"), 4));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/clip.mkv",
        exchange -> {
          exchange.sendResponseHeaders(200, clip.length);
          exchange.getResponseBody().write(clip);
          exchange.close();
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static String address(String path) {
    return "http://me:"
        + PASSWORD
        + "@127.0.0.1:"
        + server.getAddress().getPort()
        + path
        + "?token="
        + TOKEN;
  }

  private void assertNoSecret(TestTerminal terminal) throws IOException {
    assertThat(terminal.out()).doesNotContain(PASSWORD, TOKEN);
    assertThat(terminal.err()).doesNotContain(PASSWORD, TOKEN);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        assertThat(file.toString()).doesNotContain(PASSWORD, TOKEN);
        if (Files.isRegularFile(file)) {
          String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          assertThat(content).as("content of %s", file).doesNotContain(PASSWORD, TOKEN);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--debug", "--verbose", "--dry-run", "--dry-run --json"})
  void ofOneInput(String options) throws IOException {
    for (String path : List.of("/clip.mkv", "/none.mkv")) {
      TestTerminal terminal = runs.terminal();
      String[] all =
          Stream.concat(
                  Stream.of(
                      "deblur",
                      address(path),
                      "-o",
                      folder.resolve("out.mkv").toString(),
                      "--report=" + folder.resolve("page.html"),
                      "--adapt=off",
                      "-y",
                      "--threads=1",
                      "--weights=" + runs.model()),
                  Stream.of(options.split(" ")).filter(o -> !o.isEmpty()))
              .toArray(String[]::new);
      int code = terminal.run(all);
      boolean fails = path.contains("none") && !options.contains("dry-run");
      assertThat(code).as(terminal.err()).isEqualTo(fails ? 3 : 0);
      assertNoSecret(terminal);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--quiet", "--json"})
  void ofABatch(String option) throws IOException {
    TestTerminal terminal = runs.terminal();
    int code =
        terminal.run(
            "deblur",
            address("/clip.mkv"),
            address("/none.mkv"),
            "-o",
            folder.resolve("out").toString(),
            "--report=" + folder.resolve("pages"),
            "--adapt=off",
            option,
            "--threads=1",
            "--weights=" + runs.model());
    assertThat(code).as(terminal.err()).isEqualTo(8);
    assertThat(folder.resolve("out/clip.mkv")).exists();
    assertThat(folder.resolve("pages/index.html")).content().contains("***@127.0.0.1");
    assertNoSecret(terminal);
  }

  @Test
  void ofTwoInputsForOnePlace() throws IOException {
    TestTerminal terminal = runs.terminal();
    int code =
        terminal.run("deblur", address("/clip.mkv"), address("/clip.mkv"), "-o", folder + "/out/");
    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).contains("would both become");
    assertNoSecret(terminal);
  }
}
