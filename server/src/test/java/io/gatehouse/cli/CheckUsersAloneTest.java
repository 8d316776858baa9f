package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a pipeline does with a users file, without keys and configuration. */
class CheckUsersAloneTest {
    @TempDir
    private Path dir;

    /** JSON is YAML too. */
    private static Object json(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private Path users(String text) throws IOException {
        return Files.writeString(dir.resolve("users.json"), text);
    }

    @Test
    void needsNothingButTheFile() throws Exception {
        users(
                "{\"alice\": {\"pass\": \"$2b$04$abcdefghijklmnopqrstuu5Lo0g67CiD3M4RpN1BmBb4Crp5w7dbK\", \"account\": \"A\"}}");
        Cli cli = new Cli(dir);

        assertThat(cli.run("check", "--users", "users.json")).isZero();
        assertThat(cli.out()).contains("users.json: 1 user", "\n1 OK, 0 warnings, 0 failed\n");
    }

    @Test
    void failsOnAMistake() throws Exception {
        users("{\"alice\": {\"pass\": \"x\", \"account\": \"\"}}");
        Cli cli = new Cli(dir);

        assertThat(cli.run("check", "--users", "users.json")).isEqualTo(1);
        assertThat(cli.out()).contains("FAIL  ", "users.json:1:", "account");
    }

    @Test
    void theIssuersKeyMakesItAWholeCheck() throws Exception {
        users("{}");
        Cli cli = new Cli(dir).environment(Map.of("GATEHOUSE_ISSUER_SEED", "SAAA"));

        assertThat(cli.run("check", "--users", "users.json", "--offline")).isEqualTo(1);
        assertThat(cli.out()).contains("issuer.seed", "SKIP  users.json was not checked", "--users FILE");
    }

    @Test
    @SuppressWarnings("unchecked")
    void tellsTheSameAsJson() throws Exception {
        users("{\"a\\\"é\": {\"pass\": \"x\", \"account\": \"A\"}}");
        Cli cli = new Cli(dir);

        assertThat(cli.run("check", "--users", "users.json", "--json")).isZero();
        Map<String, Object> said = (Map<String, Object>) json(cli.out());
        assertThat(said)
                .containsOnlyKeys("schema", "findings", "summary", "exit_code")
                .containsEntry("schema", 1)
                .containsEntry("exit_code", 0)
                .containsEntry("summary", Map.of("ok", 1, "warn", 1, "fail", 0, "skip", 0));
        List<Map<String, Object>> findings = (List<Map<String, Object>>) said.get("findings");
        assertThat(findings)
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding)
                        .containsOnlyKeys("level", "subject", "message", "remedy")
                        .containsEntry("subject", "users"));
    }

    @Test
    void jsonTellsOfMistakesOfTheConfigurationToo() throws Exception {
        Cli cli = new Cli(dir);

        assertThat(cli.run("check", "-c", "nowhere.yaml", "--json")).isEqualTo(1);
        Map<?, ?> said = (Map<?, ?>) json(cli.out());
        assertThat(said.get("exit_code")).isEqualTo(1);
        assertThat(cli.out())
                .contains("\"subject\": \"configuration\"", "nowhere.yaml: no such file", "\"level\": \"skip\"");
    }

    /** As the service does at its start. */
    @Test
    void findsThatOthersMayWriteTheFile() throws Exception {
        Path file = users("{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Cli cli = new Cli(dir);

        assertThat(cli.run("check", "--users", "users.json")).isEqualTo(1);
        assertThat(cli.out())
                .contains("FAIL  ", "may be changed by everybody on this machine (rw-rw-rw-)", "chmod go-w");
    }

    @Test
    void takesNoOptionThatCannotBeMeant() throws Exception {
        users("{}");
        Cli cli = new Cli(dir);

        assertThat(cli.run("check", "--users", "users.json", "--log-level", "loud"))
                .isEqualTo(2);
        assertThat(cli.out())
                .contains("option --log-level: log.level: 'loud' is unknown; use error, warn, info")
                .doesNotContain("issuer.seed");
    }
}
