package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference page tells of every command and option, in the words of its help. */
class CommandsReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "commands.md");

    /** What the page says of an option that the help hides, for it has none to say. */
    private static final Pattern LIKE = Pattern.compile("\\| Like `--[a-z-]+`\\. \\|$");

    private static final String BELOW = "### gatehouse ";

    private static final CommandLine GATEHOUSE = new Cli(Path.of("")).commandLine();

    static List<String> commands() {
        return GATEHOUSE.getSubcommands().entrySet().stream()
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void hasASectionForEveryCommandAndForNoOther() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("## gatehouse "))
                        .map(line -> line.substring("## gatehouse ".length())))
                .containsExactlyElementsOf(commands());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void tellsOfEveryOptionAndOfNoOther(String command) throws IOException {
        assertThat(rows(command)).containsExactlyInAnyOrderElementsOf(options(command));
    }

    static List<String> commandsBelowOthers() {
        return List.of("users", "tokens", "audit", "keys").stream()
                .flatMap(above ->
                        command(above).getSubcommands().keySet().stream().map(name -> above + " " + name))
                .toList();
    }

    @Test
    void hasASectionForEveryCommandBelowOthersAndForNoOther() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith(BELOW))
                        .map(line -> line.substring(BELOW.length())))
                .containsExactlyElementsOf(commandsBelowOthers());
    }

    @ParameterizedTest
    @MethodSource("commandsBelowOthers")
    void tellsOfEveryOptionBelowOthersAndOfNoOther(String names) throws IOException {
        int space = names.indexOf(' ');
        CommandLine command = Objects.requireNonNull(
                command(names.substring(0, space)).getSubcommands().get(names.substring(space + 1)));
        assertThat(rows(BELOW + names))
                .containsExactlyInAnyOrderElementsOf(described(command, option -> !option.inherited()));
    }

    @Test
    void tellsOfTheOptionsOfTheCommandAboveAll() throws IOException {
        assertThat(rows("")).containsExactlyInAnyOrderElementsOf(described(GATEHOUSE, option -> true));
    }

    /** The table rows that begin with an option or a parameter, up to the next section or the next that is below it. */
    private static List<String> rows(String command) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        String heading = command.startsWith("#") ? command : "## gatehouse " + command;
        int begin = command.isEmpty() ? 0 : lines.indexOf(heading);
        assertThat(begin).isNotNegative();
        return lines.stream()
                .skip(begin + 1L)
                .takeWhile(line -> !line.startsWith("## ") && !line.startsWith(BELOW))
                .filter(line -> line.startsWith("| `"))
                .map(line -> LIKE.matcher(line).replaceFirst("|  |"))
                .toList();
    }

    private static List<String> options(String command) {
        List<String> ofRun = described(command("run"), option -> true);
        List<String> own = described(command(command), option -> !option.usageHelp());
        return command.equals("check")
                ? own.stream().filter(row -> !ofRun.contains(row)).toList()
                : own;
    }

    private static CommandLine command(String name) {
        return Objects.requireNonNull(GATEHOUSE.getSubcommands().get(name));
    }

    private static List<String> described(CommandLine line, Predicate<OptionSpec> which) {
        Stream<ArgSpec> arguments = Stream.concat(
                line.getCommandSpec().positionalParameters().stream(),
                line.getCommandSpec().options().stream().filter(which));
        return arguments.map(CommandsReferenceTest::row).toList();
    }

    private static String row(ArgSpec argument) {
        return "| " + names(argument) + " | " + (argument.hidden() ? "" : String.join(" ", argument.description()))
                + " |";
    }

    private static String names(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return "`" + argument.paramLabel() + "`";
        }
        boolean hasValue = option.arity().max() > 0;
        return Arrays.stream(option.names())
                .map(name -> "`" + name
                        + (hasValue && !option.hidden()
                                ? " " + option.paramLabel().replace("|", "\\|")
                                : "") + "`")
                .collect(Collectors.joining(", "));
    }
}
