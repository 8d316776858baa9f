package io.gatehouse.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.plan.PlanFigureNames;
import io.gatehouse.load.servers.FigureNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference page tells of every option and every figure. */
class LoadReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "load.md");
    private static final Pattern OPTION = Pattern.compile("(?m)^\\| `(--[a-z-]+)[ `]");
    private static final Pattern CODE = Pattern.compile("`([a-z0-9_]+)`");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(page())
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<String> options(String command) {
        return Objects.requireNonNull(LoadMain.commandLine().getSubcommands().get(command))
                .getCommandSpec()
                .options()
                .stream()
                .map(option -> option.longestName())
                .filter(name -> !List.of("--help", "--version").contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"servers", "users", "plan"})
    void everyOptionHasItsLine(String command) throws IOException {
        assertThat(found(OPTION)).containsAll(options(command).toList());
    }

    @Test
    void everyLineIsAnOption() throws IOException {
        Set<String> known = Stream.of("servers", "clients", "users", "plan")
                .flatMap(LoadReferenceTest::options)
                .collect(Collectors.toSet());

        assertThat(known).containsAll(found(OPTION));
    }

    @Test
    void everyFigureOfAPlanIsExplained() throws IOException {
        assertThat(found(CODE)).containsAll(PlanFigureNames.all());
    }

    @Test
    void everyFigureIsExplained() throws IOException {
        assertThat(FigureNames.all()).hasSizeGreaterThan(60);
        assertThat(found(CODE)).containsAll(FigureNames.all());
    }
}
