package dev.attune.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The documentation speaks of commands and options that exist, and of all of them. */
class DocumentationTest {
  private static final Path ROOT = Path.of(System.getProperty("attune.root"));

  /** An option, not within a longer word and not of another program. */
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");

  private static final Pattern TEST =
      Pattern.compile("`([A-Z][A-Za-z]*Test)(?:\\.([a-z][A-Za-z0-9]*))?`");

  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern CALL =
      Pattern.compile("(?:^|[\\s`(])(?:\\./)?attune((?:[ \\t]+[^`\\s#|)>]+)*)");

  private final CommandLine attune = AttuneCommand.create(TestTerminal.piped().terminal());

  @TestFactory
  Stream<DynamicTest> everyCommandHasItsPage() {
    return leaves(attune)
        .map(command -> DynamicTest.dynamicTest(name(command), () -> check(command)));
  }

  private static void check(CommandLine command) throws IOException {
    Path page = ROOT.resolve("docs").resolve(name(command).replace(' ', '-') + ".md");
    assertThat(page).exists();
    String text = Files.readString(page);
    assertThat(text).startsWith("# attune " + name(command) + "\n");
    CommandSpec spec = command.getCommandSpec();
    TreeSet<String> documented = new TreeSet<>();
    for (String code : codeOf(text)) {
      Matcher option = OPTION.matcher(code);
      while (option.find()) {
        documented.add(option.group());
      }
    }
    assertThat(documented)
        .as("options in %s", page)
        .allMatch(
            option -> spec.optionsMap().containsKey(option), "exists in '" + name(command) + "'");
    TreeSet<String> own = new TreeSet<>();
    spec.options().stream()
        .filter(option -> !option.hidden() && !isShared(spec, option.longestName()))
        .forEach(option -> own.add(option.longestName()));
    assertThat(codeOf(text).stream().flatMap(c -> Stream.of(c.split("[\\s,=\\[\\]]+", -1))))
        .as("options of '%s' that %s explains", name(command), page)
        .containsAll(own);
  }

  @Test
  void everyExampleCanBeCalled() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(path -> path.toString().endsWith(".md")).forEach(pages::add);
    }
    int examples = 0;
    for (Path page : pages) {
      for (String code : codeOf(Files.readString(page))) {
        for (String line : code.replace("\\\n", " ").split("\n", -1)) {
          Matcher call = CALL.matcher(line);
          while (call.find()) {
            examples++;
            check(page, List.of(call.group(1).strip().split("\\s+", -1)));
          }
        }
      }
    }
    assertThat(examples).isGreaterThan(3);
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    Matcher named = TEST.matcher(Files.readString(ROOT.resolve("docs/reliability.md")));
    int count = 0;
    while (named.find()) {
      count++;
      assertThat(sources).containsKey(named.group(1));
      if (named.group(2) != null) {
        assertThat(sources.get(named.group(1)))
            .as(named.group())
            .contains("void " + named.group(2) + "(");
      }
    }
    assertThat(count).isGreaterThan(20);
  }

  @Test
  void everyPageOfACommandBelongsToOne() throws IOException {
    List<String> names = leaves(attune).map(c -> name(c).replace(' ', '-') + ".md").toList();
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(DocumentationTest::isPageOfACommand)
          .forEach(page -> assertThat(names).contains(page.getFileName().toString()));
    }
  }

  /** Follows the verbs of an example and looks its options up. */
  private void check(Path page, List<String> words) {
    CommandLine command = attune;
    boolean verbs = true;
    for (String word : words) {
      if (word.isEmpty()) {
        continue;
      }
      if (word.startsWith("--")) {
        String option = word.replaceFirst("[=\\[].*", "");
        assertThat(command.getCommandSpec().optionsMap())
            .as("options of '%s' in an example in %s", name(command), page)
            .containsKey(option);
      } else if (verbs && !command.getSubcommands().isEmpty()) {
        if (word.matches("[A-Z]+")) {
          return; // stands for a command
        }
        assertThat(command.getSubcommands()).as("commands in %s", page).containsKey(word);
        command = command.getSubcommands().get(word);
      } else {
        verbs = false;
      }
    }
  }

  private static boolean isShared(CommandSpec spec, String option) {
    CommandSpec common = spec.mixins().get(CommonOptions.MIXIN);
    return option.equals("--help") || (common != null && common.optionsMap().containsKey(option));
  }

  private static boolean isPageOfACommand(Path page) {
    try {
      return Files.readString(page).startsWith("# attune ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands in code spans and code blocks. */
  private static List<String> codeOf(String markdown) {
    List<String> code = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    List<String> parts = List.of(markdown.split("```[a-z]*", -1));
    for (int i = 0; i < parts.size(); i++) {
      if (i % 2 == 1) {
        code.add(parts.get(i));
      } else {
        text.append(parts.get(i));
      }
    }
    Matcher span = CODE.matcher(text);
    while (span.find()) {
      code.add(span.group(1));
    }
    return code;
  }

  private static Stream<CommandLine> leaves(CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? Stream.of(command)
        : command.getSubcommands().values().stream().distinct().flatMap(DocumentationTest::leaves);
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst("^attune ?", "");
  }
}
