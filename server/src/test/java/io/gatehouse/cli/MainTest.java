package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    @TempDir
    private Path dir;

    private Cli cli = new Cli(Path.of("."));

    @BeforeEach
    void start() {
        cli = new Cli(dir);
    }

    @Test
    void helpTeachesTheCommandsAndTheFirstSteps() {
        assertThat(cli.run("--help")).isZero();
        assertThat(cli.out())
                .contains("Usage: gatehouse", "Commands:", "run", "init", "check", "hash", "demo")
                .contains("First steps:", "gatehouse init nats", "Exit codes: 0 success, 1 failure, 2")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "train", "dist"})
    void knowsTheLaunchersCommands(String command) {
        assertThat(cli.run("help")).isZero();
        assertThat(cli.out()).containsPattern("\n  " + command + " +[A-Z]");
        assertThat(cli.run("help", command)).isZero();
        assertThat(cli.run(command, "--help")).isZero();
        assertThat(cli.out()).contains("Usage: gatehouse " + command, "Examples:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "init", "check", "hash", "demo"})
    void everyCommandHasHelpWithExamples(String command) {
        assertThat(cli.run(command, "--help")).isZero();
        assertThat(cli.out()).contains("Usage: gatehouse " + command, "Examples:", "gatehouse " + command + " ");
        assertThat(cli.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }

    @Test
    void examplesStandOnOneLineEach() {
        List<CommandLine> commands = new ArrayList<>();
        for (CommandLine command : cli.commandLine().getSubcommands().values()) {
            commands.add(command);
            commands.addAll(command.getSubcommands().values());
        }
        assertThat(commands)
                .flatMap(command ->
                        List.of(command.getCommandSpec().usageMessage().footer()))
                .filteredOn(line -> line.startsWith("  gatehouse "))
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line.length()).isLessThan(100));
    }

    @Test
    void versionTellsTheJdkToo() {
        assertThat(cli.run("--version")).isZero();
        assertThat(cli.out()).containsPattern("Gatehouse \\S+").contains("JDK " + Runtime.version());
    }

    @Test
    void aMissingCommandIsAMistakeOfUsage() {
        assertThat(cli.run()).isEqualTo(2);
        assertThat(cli.err()).contains("A command is missing. See gatehouse --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "init", "check", "hash", "demo", "load", "version", "completion", "help"})
    void helpExplainsEveryCommand(String command) {
        assertThat(cli.run("help", command)).isZero();
        assertThat(cli.out()).contains("Usage: gatehouse " + command);
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void helpAloneListsWhatThereIs() {
        assertThat(cli.run("help")).isZero();
        assertThat(cli.out()).contains("Usage: gatehouse", "First steps:").containsPattern("\n  load  +The load tool");
    }

    @Test
    void helpOfNothingIsAMistakeOfUsage() {
        assertThat(cli.run("help", "nothing")).isEqualTo(2);
        assertThat(cli.err()).isEqualTo("There is no command 'nothing'. See gatehouse help --help\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "init", "check", "hash", "demo", "load", "version", "completion", "help"})
    void helpBreaksNoLineWithinAName(String command) {
        assertThat(cli.run(command, "--help")).isZero();
        assertThat(cli.out()).doesNotContainPattern("[a-z]\\.\n +(json|yaml|conf|budget|nk|go|creds|example)");
        assertThat(cli.out()).as("lines that picocli broke again").doesNotContainPattern("\\n {30,}\\S");
    }

    @Test
    void versionIsACommandToo() {
        assertThat(cli.run("version")).isZero();
        assertThat(cli.out()).containsPattern("Gatehouse \\S+").contains("JDK " + Runtime.version());
    }

    @Test
    void completesCommandsInBash() throws Exception {
        assertThat(cli.run("completion")).isZero();
        Path script = Files.writeString(dir.resolve("completion.sh"), cli.out());

        assertThat(completions(script, "gatehouse", "ch")).isEqualTo("check");
        assertThat(completions(script, "gatehouse", "check", "--off")).isEqualTo("--offline");
        assertThat(completions(script, "gatehouse", "tr")).isEqualTo("train");
        assertThat(completions(script, "gatehouse", "bu")).isEqualTo("build");
    }

    @ParameterizedTest
    @CsvSource({
        "run --log-level '', error warn info debug trace",
        "check --log-format j, json",
        "run --tlsfirst '', true false",
        "init --mode '', operator config",
        "init --mode =, operator config",
        "init --mode = c, config",
        "run --creds = k --log-format = '', text json",
        "help co, completion",
        "help load '', ''",
        "load s, servers scenario",
        "run --creds creds/, creds/service.creds",
        "check --tlsca = creds/, creds/service.creds"
    })
    void completesValuesInBash(String line, String expected) throws Exception {
        assertThat(cli.run("completion")).isZero();
        Path script = Files.writeString(dir.resolve("completion.sh"), cli.out());
        Files.createDirectories(dir.resolve("creds"));
        Files.writeString(dir.resolve("creds/service.creds"), "");

        assertThat(completions(script, ("gatehouse " + line).split(" "))).isEqualTo(expected);
    }

    @Test
    void completesTheLoadToolsCommands() throws IOException {
        String pages = Files.readString(Path.of("../docs/reference/load.md"))
                + Files.readString(Path.of("../docs/reference/load-clients.md"));

        assertThat(LoadCommand.PARTS).contains("servers", "clients", "users", "broker-restart");
        assertThat(Pattern.compile("gatehouse load ([a-z-]+)")
                        .matcher(pages)
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .isSubsetOf(LoadCommand.PARTS);
    }

    private static String completions(Path script, String... words) throws Exception {
        String line = "source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; _complete_gatehouse; echo ${COMPREPLY[@]}";
        Process bash = new ProcessBuilder("bash", "-c", line)
                .directory(script.resolveSibling(".").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(bash.waitFor()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --set callout.budget|--set needs a key and a value: --set callout.budget=VALUE",
                "run --set calout.budget=1s|unknown key calout.budget; did you mean callout.budget?",
                "run --log-level=loud|option --log-level: log.level: 'loud' is unknown; use error, warn, info, debug or",
                "check --log-level=loud|option --log-level: log.level: 'loud' is unknown",
                "run --http|See gatehouse run --help",
                "run --htp off|There is no option --htp. Did you mean --http",
                "rum|There is no command 'rum'. Did you mean run",
                "run foo|Unexpected argument 'foo'. See gatehouse run --help",
                "help chek|There is no command 'chek'. Did you mean check? See gatehouse help --help",
                "build now|Unexpected argument 'now'",
                "init nats --mode foo|option --mode: 'foo' is unknown; use operator or config. See",
                "demo --mode Foo|option --mode: 'Foo' is unknown; use operator or config. See",
                "init nats --port many|option --port: 'many' is not a whole number",
                "hash -a md5|option --algorithm: the value is unknown; use bcrypt or argon2id",
                "init|See gatehouse init --help",
                "init nats --mode other|See gatehouse init --help",
                "init nats --port many|See gatehouse init --help",
                "init nats --port 0|port 0 is not between 1 and 65535. See gatehouse init --help",
                "hash --cost 99|See gatehouse hash --help",
                "demo --mode other|See gatehouse demo --help"
            })
    void aWrongCommandLineIsExitCode2AndFewWords(String line) {
        String[] parts = line.split("\\|", -1);
        assertThat(cli.piped("secret\n").run(parts[0].split(" ", -1))).isEqualTo(2);
        assertThat(cli.out() + cli.err()).contains(parts[1]).doesNotContain("Usage:", "Exception");
        assertThat(cli.err().lines().filter(text -> text.contains("--help")).count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aFileThatCannotBeReadIsNoMistakeOfUsage() {
        assertThat(cli.run("check", "--users", "nowhere.json")).isEqualTo(1);
        assertThat(cli.out()).contains("nowhere.json: there is no such file");
    }

    @Test
    void anUnknownOptionIsAMistakeOfUsage() {
        assertThat(cli.run("run", "--confg", "x")).isEqualTo(2);
        assertThat(cli.err()).contains("--confg", "--config");
    }

    @Test
    void aConfigurationThatCannotBeUsedFailsInWords() {
        assertThat(cli.run("run", "-c", "no.yaml")).isEqualTo(1);
        assertThat(cli.err()).contains("no.yaml: no such file").doesNotContain("Exception", "\tat ");
    }

    @Test
    void anUnknownKeyFailsInWords() {
        assertThat(cli.run("run", "--set", "calout.budget=1s")).isEqualTo(2);
        assertThat(cli.err()).contains("unknown key calout.budget; did you mean callout.budget?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check"})
    void withoutAConfigurationTheFirstLineSaysWhatToDo(String command) {
        assertThat(cli.run(command)).isEqualTo(1);
        assertThat((cli.out() + cli.err()).lines().findFirst().orElseThrow())
                .contains("no configuration file is given", "-c gatehouse.yaml", "gatehouse init");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hash s3cret",
                "hash -- s3cret",
                "hash --s3cret",
                "hash -s3cret",
                "hash --cost s3cret",
                "hash -a s3cret",
                "run --password= s3cret",
                "check --xkey-seed= s3cret",
                "run SUAS3CRETAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aWrongCommandLineNeverShowsASecret(String line) {
        assertThat(cli.piped("").run(line.split(" "))).isEqualTo(2);
        assertThat(cli.out() + cli.err()).doesNotContainIgnoringCase("s3cret");
    }

    /** Somebody gives it where a path or a key belongs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --set xkey.seed.SEED=1",
                "run -c SEED",
                "check -c SEED",
                "check --users SEED",
                "check --json --users SEED",
                "run --users users.json --issuer-seed OTHER --tlsca SEED",
                "run --users users.json --issuer-seed OTHER --set nats.creds=SEED",
                "run --users users.json --issuer-seed OTHER --creds SEED",
                "run --users SEED --issuer-seed OTHER --http off",
                "check --users users.json --issuer-seed OTHER --offline --server-conf SEED"
            })
    void aSeedInTheWrongPlaceIsNotShown(String line) {
        SigningKey seed = SigningKey.generate(NkeyKind.USER);
        String other = SigningKey.generate(NkeyKind.ACCOUNT).seed();
        String[] args =
                line.replace("SEED", seed.seed()).replace("OTHER", other).split(" ");

        assertThat(cli.run(args)).isNotZero();
        assertThat(cli.out() + cli.err())
                .contains("S...")
                .doesNotContain(seed.seed().substring(6), other.substring(6));
    }

    @Test
    void whatIsNoKeyAndHasNoValueIsNotShown() {
        assertThat(cli.run("run", "--set", "s3cret")).isEqualTo(2);
        assertThat(cli.err()).contains("--set KEY=VALUE").doesNotContain("s3cret");
    }

    @Test
    void saysHowToGiveThePasswordToHash() {
        assertThat(cli.run("hash", "s3cret")).isEqualTo(2);
        assertThat(cli.err()).contains("no password as an argument", "type it when asked", "hash < password.txt");
    }
}
