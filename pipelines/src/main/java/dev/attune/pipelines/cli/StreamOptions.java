package dev.attune.pipelines.cli;

import dev.attune.adaptation.online.Labelled;
import dev.attune.datasets.corruption.CorruptionType;
import dev.attune.datasets.corruption.FrostPhotos;
import dev.attune.datasets.stream.ClassFolders;
import dev.attune.datasets.stream.CorruptionFolders;
import dev.attune.datasets.stream.Fitted;
import dev.attune.datasets.stream.MadeCorruptions;
import dev.attune.datasets.stream.PicturePart;
import dev.attune.datasets.stream.Protocol;
import dev.attune.datasets.stream.PublishedCorruptions;
import dev.attune.datasets.stream.StreamItem;
import dev.attune.datasets.stream.StreamPictures;
import dev.attune.pipelines.online.Batches;
import dev.attune.pipelines.online.LabelledStream;
import dev.attune.video.frame.FloatImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which labelled pictures make a stream, and in which order. */
final class StreamOptions {
  private static final int SOURCE_BATCH = 50;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER|ARCHIVE",
      description =
          "Clean pictures in a folder for every class (folder or zip), which are corrupted here; or"
              + " a folder of CIFAR-10-C or CIFAR-100-C (TYPE.npy, labels.npy) or ImageNet-C"
              + " (TYPE/SEVERITY/CLASS).")
  Path data;

  @Option(
      names = "--frost",
      paramLabel = "FOLDER",
      description = "Photographs of frost of the published set; without them frost is left out.")
  Path frost;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "continual",
      converter = ProtocolConverter.class,
      description =
          "continual, reset, mixed, gradual, correlated, sorted or returns (${DEFAULT-VALUE}).")
  Protocol protocol;

  @Option(
      names = "--corruptions",
      paramLabel = "NAME[,NAME...]",
      split = ",",
      defaultValue = "common",
      description = "Which, in this order; 'common' are the usual fifteen, 'extra' the others.")
  List<String> corruptions;

  @Option(
      names = "--severity",
      paramLabel = "1..5",
      defaultValue = "5",
      converter = SeverityConverter.class,
      description = "How strong (${DEFAULT-VALUE}).")
  Long severity;

  @Option(
      names = "--part",
      paramLabel = "K/N",
      defaultValue = "1/1",
      converter = PartConverter.class,
      description =
          "Only the pictures of part K of N (every N-th of each class by name), so that what was"
              + " chosen on one part can be measured on another (${DEFAULT-VALUE}).")
  PicturePart part;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      converter = Numbers.Count.class,
      description = "Pictures of each corruption at most (${DEFAULT-VALUE}).")
  Long limit;

  @Option(
      names = "--source",
      paramLabel = "N",
      defaultValue = "500",
      converter = Numbers.Count.class,
      description =
          "Further clean pictures for methods that learn from the source domain"
              + " (${DEFAULT-VALUE}).")
  Long source;

  @Option(
      names = "--concentration",
      paramLabel = "D",
      defaultValue = "0.1",
      converter = Numbers.Share.class,
      description =
          "Of the slices of 'correlated'; small is strongly correlated (${DEFAULT-VALUE}).")
  Double concentration;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Any.class,
      description = "Of everything random (${DEFAULT-VALUE}).")
  Long seed;

  /** Reads a protocol. */
  static final class ProtocolConverter extends Words<Protocol> {
    ProtocolConverter() {
      super(Protocol.class);
    }
  }

  /** Reads a part. */
  static final class PartConverter implements ITypeConverter<PicturePart> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    @Override
    public PicturePart convert(String value) {
      Matcher m = FORM.matcher(value);
      if (!m.matches()) {
        throw new TypeConversionException("'" + value + "' is no part; write it as 1/2");
      }
      try {
        return new PicturePart(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a severity. */
  static final class SeverityConverter extends Numbers.Whole {
    SeverityConverter() {
      super(1, 5);
    }
  }

  /**
   * What was opened.
   *
   * @param pictures of the stream
   * @param source labelled batches of other clean pictures, if wanted and there are some
   */
  record Opened(StreamPictures pictures, List<Labelled> source) {}

  /**
   * Reads the pictures.
   *
   * @param side of the classifier's pictures
   * @param wantsSource whether a method learns from the source domain
   */
  Opened open(int side, boolean wantsSource) {
    if (PublishedCorruptions.isAt(data)) {
      return new Opened(PublishedCorruptions.open(data, part, limit.intValue(), seed), List.of());
    }
    if (CorruptionFolders.isAt(data)) {
      return new Opened(
          CorruptionFolders.open(data, severity.intValue(), part, limit.intValue(), seed),
          List.of());
    }
    int more = wantsSource ? source.intValue() : 0;
    try (ClassFolders folders = ClassFolders.open(data, part, limit.intValue() + more, seed)) {
      List<FloatImage> all = new ArrayList<>();
      for (int i = 0; i < folders.size(); i++) {
        all.add(Fitted.to(folders.picture(i), side));
      }
      int count = Math.min(limit.intValue(), all.size());
      int[] labels = IntStream.range(0, all.size()).map(folders::label).toArray();
      MadeCorruptions made =
          new MadeCorruptions(
              all.subList(0, count),
              Arrays.copyOf(labels, count),
              folders.classes().size(),
              List.of(CorruptionType.values()),
              frostPhotos(),
              seed,
              data.getFileName() + " (" + count + " pictures)");
      return new Opened(LabelledStream.cached(made), batches(all, labels, count, side));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Labelled> batches(List<FloatImage> all, int[] labels, int from, int side) {
    List<Labelled> out = new ArrayList<>();
    for (int i = from; i < all.size(); i += SOURCE_BATCH) {
      int end = Math.min(all.size(), i + SOURCE_BATCH);
      out.add(
          new Labelled(Batches.of(all.subList(i, end), side), Arrays.copyOfRange(labels, i, end)));
    }
    return out;
  }

  private FrostPhotos frostPhotos() throws IOException {
    if (frost == null) {
      return FrostPhotos.NONE;
    }
    try (Stream<Path> files = Files.list(frost)) {
      List<FloatImage> photos = new ArrayList<>();
      for (Path file : files.filter(ClassFolders::isPicture).sorted().toList()) {
        photos.add(ClassFolders.read(file));
      }
      if (photos.isEmpty()) {
        throw new CommandException(
            ExitCode.BAD_INPUT, "--frost: " + frost + " holds no pictures (jpg, png, bmp)");
      }
      return new FrostPhotos(photos);
    }
  }

  /** Corruptions of the stream. */
  List<CorruptionType> types(StreamPictures pictures) {
    List<CorruptionType> wanted;
    try {
      wanted =
          switch (corruptions.get(0)) {
            case "common" -> CorruptionType.common();
            case "extra" -> CorruptionType.extra();
            default -> corruptions.stream().map(CorruptionType::of).toList();
          };
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--corruptions: " + e.getMessage(), e);
    }
    List<CorruptionType> there = wanted.stream().filter(pictures.types()::contains).toList();
    if (there.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, data + " has none of the corruptions " + String.join(", ", corruptions));
    }
    return there;
  }

  /** The stream. */
  List<List<StreamItem>> plan(StreamPictures pictures) {
    if (protocol == Protocol.RETURNS && !pictures.hasClean()) {
      throw new CommandException(
          ExitCode.USAGE, "protocol returns needs clean pictures, and " + data + " has none");
    }
    int[] labels = IntStream.range(0, pictures.size()).map(pictures::label).toArray();
    try {
      return protocol.plan(labels, types(pictures), severity.intValue(), concentration, seed);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, e.getMessage(), e);
    }
  }
}
