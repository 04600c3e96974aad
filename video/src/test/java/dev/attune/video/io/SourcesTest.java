package dev.attune.video.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.attune.video.frame.Frame;
import dev.attune.video.io.MediaException.Kind;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  private static final ReadOptions PLAIN = ReadOptions.DEFAULTS.withLookAhead(0);

  @TempDir Path folder;

  private static void assertRefused(ThrowingCallable opening, Kind kind, String... words) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContainingAll(words);
  }

  private void picture(String name, int gray) throws IOException {
    Files.write(folder.resolve(name), TestPng.picture(6, 4, 1, 8, (c, y, x) -> gray));
  }

  private static List<Integer> firstSamples(String input) {
    List<Integer> values = new ArrayList<>();
    try (FrameSource source = Sources.open(input, PLAIN)) {
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        values.add(frame.sample(0, 0, 0));
      }
    }
    return values;
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @Test
  void aFolderIsReadInNumericOrderAndOnlyItsPictures() throws IOException {
    picture("f10.png", 30);
    picture("f9.png", 20);
    picture("f1.PNG", 10);
    picture(".hidden.png", 99);
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    Files.createDirectory(folder.resolve("sub.png"));
    assertThat(firstSamples(folder.toString())).containsExactly(10, 20, 30);
  }

  @Test
  void aPatternChoosesFiles() throws IOException {
    picture("a2.png", 2);
    picture("a11.png", 11);
    picture("b1.png", 1);
    assertThat(firstSamples(folder + "/a*.png")).containsExactly(2, 11);
    assertThat(firstSamples(folder + "/?1.png")).containsExactly(1);
    assertThat(firstSamples(folder + "/{b,c}1.png")).containsExactly(1);
  }

  @Test
  void anExistingNameIsNoPattern() throws IOException {
    picture("frame[1].png", 7);
    picture("%03d.png", 8);
    assertThat(firstSamples(folder + "/frame[1].png")).containsExactly(7);
    assertThat(firstSamples(folder + "/%03d.png")).containsExactly(8);
  }

  @Test
  void patternsThatFindNothingAreToldApart() throws IOException {
    picture("a.png", 1);
    assertRefused(
        () -> Sources.open(folder + "/z*.png", PLAIN), Kind.NOT_FOUND, "no file matches", "z*.png");
    assertRefused(
        () -> Sources.open(folder + "/none/*.png", PLAIN), Kind.NOT_FOUND, "no folder", "none");
    assertRefused(
        () -> Sources.open(folder + "/*/a.png", PLAIN), Kind.UNSUPPORTED, "after the last /");
    assertRefused(() -> Sources.open(folder + "/{a.png", PLAIN), Kind.NOT_FOUND, "not well formed");
  }

  @Test
  void aFolderWithoutPicturesIsToldAsSuch() {
    assertRefused(
        () -> Sources.open(folder.toString(), PLAIN), Kind.BAD_INPUT, "holds no picture", ".png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "concat:a.ts|b.ts",
        "data:image/png;base64,AAAA",
        "ftp://host/a.mp4",
        "subfile,,start,0,end,9,,:a.mp4",
        "pipe:0",
        "gopher://host/x",
        "file:///no/such/file.mp4"
      })
  void otherProtocolsAreNotOpened(String input) {
    assertThatThrownBy(() -> Sources.open(input, PLAIN))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.kind()).isIn(Kind.UNSUPPORTED, Kind.NOT_FOUND));
  }

  @Test
  void theRefusalNamesWhatIsAllowedAndHidesThePassword() {
    assertRefused(
        () -> Sources.open("ftp://me:s3cret@host/a.mp4?token=t0ken", PLAIN),
        Kind.UNSUPPORTED,
        "ftp://***@host/a.mp4?token=***",
        "http, https, rtsp, rtsps, tcp, udp");
  }

  @Test
  void aFileNameWithAColonIsAFile() throws IOException {
    picture("12:30.png", 5);
    assertThat(firstSamples(folder.resolve("12:30.png").toString())).containsExactly(5);
    Path clip = TestClip.of("ffv1", "yuv420p", 16, 16).frames(2, 40).write(folder.resolve("v.mkv"));
    Path odd = Files.move(clip, folder.resolve("concat:v é.mkv"));
    try (FrameSource source = Sources.open(odd.toString(), PLAIN)) {
      assertThat(source.info().codec()).isEqualTo("ffv1");
    }
  }

  @Test
  void aFileUrlIsAFile() throws IOException {
    picture("u.png", 44);
    assertThat(firstSamples("file://" + folder.resolve("u.png"))).containsExactly(44);
  }

  @Test
  void httpIsRead() throws IOException {
    Path clip =
        TestClip.of("mpeg4", "yuv420p", 32, 32)
            .timeBase(1, 25)
            .frames(5, 1)
            .write(folder.resolve("h.mkv"));
    byte[] content = Files.readAllBytes(clip);
    HttpServer server = server();
    server.createContext(
        "/clip.mkv",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    try (FrameSource source =
        Sources.open(address + "/clip.mkv?key=s3cret", ReadOptions.DEFAULTS)) {
      int frames = 0;
      while (source.next() != null) {
        frames++;
      }
      assertThat(frames).isEqualTo(5);
      assertThat(source.report().clean()).isTrue();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aMissingPageIsNotFoundWithoutItsSecret() throws IOException {
    HttpServer server = server();
    server.start();
    String url = "http://me:s3cret@127.0.0.1:" + server.getAddress().getPort() + "/x.mp4?key=t0ken";
    try {
      assertThatThrownBy(() -> Sources.open(url, PLAIN))
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
          .hasMessageContaining("/x.mp4?key=***")
          .hasMessageNotContainingAny("s3cret", "t0ken");
    } finally {
      server.stop(0);
    }
  }

  @Test
  @Timeout(20)
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ReadOptions patience = PLAIN.withTimeouts(Duration.ofMillis(300), Duration.ofMillis(300));
      for (String scheme : List.of("http", "rtsp", "tcp")) {
        String url = scheme + "://127.0.0.1:" + silent.getLocalPort() + "/live";
        assertRefused(() -> Sources.open(url, patience), Kind.NOT_FOUND, "127.0.0.1", "/live");
      }
    }
  }

  @Test
  @Timeout(20)
  void anInterruptEndsAWaitForTheNetwork() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/live";
      List<Throwable> thrown = new ArrayList<>();
      Thread reader =
          new Thread(
              () -> {
                try {
                  Sources.open(url, PLAIN).close();
                } catch (RuntimeException e) {
                  thrown.add(e);
                }
              });
      reader.start();
      silent.accept().getInputStream().read();
      reader.interrupt();
      reader.join();
      assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
    }
  }

  /** Serves the first half of a clip and then breaks the connection, or just says nothing more. */
  private SourceReport readHalf(boolean silent) throws IOException {
    Path clip =
        TestClip.of("mpeg2video", "yuv420p", 96, 64)
            .timeBase(1, 25)
            .samples((frame, plane, y, x) -> (x * 7 + y * 5 + frame * 13) & 255)
            .frames(100, 1)
            .write(folder.resolve("half.ts"));
    byte[] content = Files.readAllBytes(clip);
    CountDownLatch done = new CountDownLatch(1);
    HttpServer server = server();
    server.createContext(
        "/half.ts",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, content.length / 2);
          exchange.getResponseBody().flush();
          if (silent) {
            awaitUninterruptibly(done);
          }
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/half.ts";
    ReadOptions patience = PLAIN.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(400));
    try (FrameSource source = Sources.open(url, patience)) {
      while (source.next() != null) {
        // Only the report counts.
      }
      return source.report();
    } finally {
      done.countDown();
      server.stop(0);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Timeout(30)
  void aStreamThatFallsSilentEndsTruncatedAndSaysWhy() throws IOException {
    SourceReport report = readHalf(true);
    assertThat(report.frames()).isBetween(30L, 60L);
    assertThat(report.truncated()).isTrue();
    assertThat(report.notices()).anyMatch(n -> n.startsWith("the stream broke off"));
  }

  @Test
  @Timeout(30)
  void aConnectionThatBreaksEndsTruncatedAndSaysWhy() throws IOException {
    SourceReport report = readHalf(false);
    assertThat(report.frames()).isBetween(30L, 60L);
    assertThat(report.truncated()).isTrue();
    assertThat(report.notices()).anyMatch(n -> n.startsWith("the stream broke off"));
  }

  private byte[] transportStream() throws IOException {
    return Files.readAllBytes(
        TestClip.of("mpeg2video", "yuv420p", 96, 64)
            .timeBase(1, 25)
            .samples((frame, plane, y, x) -> (x * 7 + y * 5 + frame * 13) & 255)
            .keyFrameEvery(5)
            .frames(50, 1)
            .write(folder.resolve("live.ts")));
  }

  @Test
  @Timeout(60)
  void tcpIsRead() throws Exception {
    byte[] content = transportStream();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread sender =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getOutputStream().write(content);
                } catch (IOException e) {
                  // The reader tells.
                }
              });
      sender.start();
      String url = "tcp://127.0.0.1:" + server.getLocalPort();
      try (FrameSource source = Sources.open(url, PLAIN)) {
        int frames = 0;
        while (source.next() != null) {
          frames++;
        }
        assertThat(frames).isEqualTo(50);
      }
      sender.join();
    }
  }

  @Test
  @Timeout(60)
  void udpIsReadWhileItLasts() throws Exception {
    byte[] content = transportStream();
    int port;
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    AtomicBoolean enough = new AtomicBoolean();
    Thread sender =
        new Thread(
            () -> {
              try (DatagramSocket socket = new DatagramSocket()) {
                for (int at = 0; !enough.get(); at = (at + 1316) % content.length) {
                  int length = Math.min(1316, content.length - at);
                  socket.send(
                      new DatagramPacket(
                          content, at, length, InetAddress.getLoopbackAddress(), port));
                  Thread.sleep(1);
                }
              } catch (IOException | InterruptedException e) {
                // The reader tells.
              }
            });
    sender.start();
    ReadOptions patience = PLAIN.withTimeouts(Duration.ofSeconds(30), Duration.ofMillis(500));
    try (FrameSource source = Sources.open("udp://127.0.0.1:" + port, patience)) {
      Frame last = source.next();
      for (int i = 0; i < 60; i++) {
        Frame frame = source.next();
        assertThat(frame.time()).isGreaterThan(last.time());
        last = frame;
      }
      enough.set(true);
      while (source.next() != null) {
        // Until the silence ends it.
      }
      assertThat(source.report().truncated()).isTrue();
    } finally {
      enough.set(true);
      sender.join();
    }
  }
}
