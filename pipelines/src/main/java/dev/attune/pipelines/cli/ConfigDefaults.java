package dev.attune.pipelines.cli;

import dev.attune.pipelines.config.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Values of a configuration file as defaults of options, so that the command line wins. */
final class ConfigDefaults implements IDefaultValueProvider {
  /** Between several values of one option; no line of a file holds it. */
  static final String SEPARATOR = "\n";

  private final ConfigFile file;

  private ConfigDefaults(ConfigFile file) {
    this.file = file;
  }

  /**
   * The values of the file that {@code --config} names; empty where there is none. The option is
   * looked for before the line is parsed, because parsing needs the defaults.
   *
   * @throws dev.attune.pipelines.config.ConfigException when the file is unusable, or names what
   *     the command has not
   */
  static Optional<ConfigDefaults> of(CommandLine attune, List<String> arguments) {
    CommandLine command = attune;
    Path path = null;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        break;
      }
      if (argument.startsWith("--config=")) {
        path = Path.of(argument.substring("--config=".length()));
      } else if (argument.equals("--config") && i + 1 < arguments.size()) {
        path = Path.of(arguments.get(++i));
      } else if (command.getSubcommands().containsKey(argument)) {
        command = command.getSubcommands().get(argument);
      }
    }
    if (path == null || command.getCommandSpec().findOption("--config") == null) {
      return Optional.empty();
    }
    ConfigFile file = ConfigFile.read(path);
    CommandSpec spec = command.getCommandSpec();
    file.requireNamesIn(
        spec.options().stream()
            .filter(option -> !option.usageHelp() && !option.longestName().equals("--config"))
            .map(ConfigDefaults::key)
            .collect(Collectors.toCollection(TreeSet::new)),
        spec.qualifiedName());
    return Optional.of(new ConfigDefaults(file));
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    List<String> values = file.values().get(key(option));
    return values == null ? null : String.join(SEPARATOR, values);
  }

  /** Where a value came from, for messages: empty unless it stands in the file. */
  Optional<String> originOf(ArgSpec argument) {
    return argument instanceof OptionSpec option && file.values().containsKey(key(option))
        ? Optional.of("configuration file " + file.path())
        : Optional.empty();
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }
}
