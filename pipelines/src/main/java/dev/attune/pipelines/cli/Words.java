package dev.attune.pipelines.cli;

import dev.attune.pipelines.config.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads one of a few words; a wrong one names the nearest.
 *
 * @param <E> whose constants print as the words
 */
abstract class Words<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  Words(Class<E> type) {
    this.type = type;
  }

  @Override
  public E convert(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + text + "'" + hint(word)));
  }

  private String hint(String word) {
    List<String> words = Stream.of(type.getEnumConstants()).map(Object::toString).toList();
    return NearestName.among(words, word).map(near -> ", did you mean " + near + "?").orElse("")
        + " "
        + String.join(", ", words.subList(0, words.size() - 1))
        + " or "
        + words.get(words.size() - 1)
        + " is allowed";
  }
}
