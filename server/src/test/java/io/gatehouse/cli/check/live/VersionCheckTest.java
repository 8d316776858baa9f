package io.gatehouse.cli.check.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.check.finding.Finding;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.policy.ServerVersion;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionCheckTest {
    private static final String LIMITED = """
            {"a": {"pass": "x", "account": "A", "subs": 10}, "b": {"pass": "x", "account": "A", "payload": 100},
             "c": {"pass": "x", "account": "A", "data": 100}}
            """;

    @TempDir
    private Path dir;

    private Findings check(String version, Mode mode) throws Exception {
        Deployment made = Deployment.create(
                dir.resolve("nats"), DeploymentOptions.defaults().withMode(mode));
        GatehouseSettings settings = new SettingsLoader(Map.of(), dir).load(made.settings());
        CheckedUsers users = new CheckedUsers(List.of(new CheckedUsers.CheckedFile(
                UsersFile.read(Files.writeString(dir.resolve("users.json"), LIMITED)), DirectoryNames.PLAIN)));
        Findings findings = new Findings(finding -> {});
        new VersionCheck(settings, findings).run(ServerVersion.of(version), users);
        return findings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.10.29", "2.12.12", "2.14.9", "2.15.0", "2.15.2"})
    void tellsWhatAnOlderServerDoes(String version) throws Exception {
        assertThat(check(version, Mode.CONFIG).list())
                .extracting(Finding::message)
                .containsExactly(
                        "nats-server " + version + " closes every client that a callout let in whenever it reloads its"
                                + " configuration",
                        "2 users have subs or payload, which nats-server " + version + " does not enforce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.14.10", "2.15.3", "2.15.4-preview.1", "2.16.0", "3.0.0", "unheard of"})
    void saysNothingOfANewOne(String version) throws Exception {
        assertThat(check(version, Mode.CONFIG).list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.12.6, true", "2.12.7, false"})
    void tellsWhereDeniedSubscriptionsDoNotHold(String version, boolean told) throws Exception {
        Deployment made = Deployment.create(dir.resolve("nats"), DeploymentOptions.defaults());
        Files.writeString(made.settings(), "rules: {people: {give: {inbox: private}}}\n", StandardOpenOption.APPEND);
        GatehouseSettings settings = new SettingsLoader(Map.of(), dir).load(made.settings());
        Findings findings = new Findings(finding -> {});

        new VersionCheck(settings, findings).run(ServerVersion.of(version), null);

        assertThat(findings.list())
                .extracting(Finding::message)
                .filteredOn(message -> message.contains("by a subscription such as *.*.*"))
                .hasSize(told ? 1 : 0);
    }

    @Test
    void aReloadInOperatorModeIsNoMatterOfAge() throws Exception {
        assertThat(check("2.15.2", Mode.OPERATOR).list())
                .extracting(Finding::message)
                .containsExactly("2 users have subs or payload, which nats-server 2.15.2 does not enforce");
    }

    @ParameterizedTest
    @CsvSource({"2.14.10,2.14.10", "v2.15.3,2.15.3", "2.15.4-RC.1,2.15.4"})
    void readsVersions(String text, String version) {
        assertThat(ServerVersion.of(text)).hasToString(version);
    }
}
