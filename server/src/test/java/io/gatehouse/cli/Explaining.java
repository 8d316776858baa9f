package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What {@code gatehouse explain} says by a configuration alone, and what the service says that runs by it.
 *
 * @param folder where the commands run; the token of admin requests is there, in {@code admin.token}
 * @param settings the configuration
 * @param address where the service takes admin requests
 */
record Explaining(Path folder, Path settings, String address) {
    /** An admin endpoint answers so many in a second, and says so of others. */
    static final String TOO_MANY = "Too many admin requests";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static Explaining of(Stage stage) {
        String address = Objects.requireNonNull(stage.service().adminAddress()).address();
        return new Explaining(stage.deployment().dir(), stage.deployment().settings(), address);
    }

    /** The options with which the configuration alone is asked. */
    List<String> alone() {
        return List.of("-c", settings.toString());
    }

    /** The options with which the service is asked. */
    List<String> running() {
        return List.of("--url", "http://" + address, "--admin-token-file", "admin.token");
    }

    /** What it prints, without what differs from one to the next. */
    String explain(int exitCode, String password, List<String> how, String... login) {
        String[] line = Stream.of(Stream.of("explain"), how.stream(), Stream.of(login))
                .flatMap(each -> each)
                .toArray(String[]::new);
        Answer answer = await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> answer(password, line), each -> !each.err.contains(TOO_MANY));
        assertThat(answer.exitCode).as(answer.err + answer.out).isEqualTo(exitCode);
        return KeptExplanations.timeless(answer.out);
    }

    private Answer answer(String password, String... line) {
        Cli cli = new Cli(folder).piped(password + "\n");
        int exitCode = cli.run(line);
        return new Answer(exitCode, cli.out(), cli.err());
    }

    private record Answer(int exitCode, String out, String err) {}

    /** Both say the same, in both forms; returns the text. */
    String assertSame(int exitCode, String password, String... login) {
        String text = explain(exitCode, password, running(), login);
        assertThat(text).isEqualTo(explain(exitCode, password, alone(), login));
        String[] asJson = Stream.concat(Stream.of(login), Stream.of("--json")).toArray(String[]::new);
        assertThat(explain(exitCode, password, running(), asJson))
                .isEqualTo(explain(exitCode, password, alone(), asJson));
        return text;
    }
}
