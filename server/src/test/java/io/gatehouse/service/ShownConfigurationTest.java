package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ShownValues;
import io.gatehouse.config.ShownValues.ShownValue;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a configuration: what cannot be a secret, and of all else that it is given. */
class ShownConfigurationTest {
    private static final String CANARY = "canary-of-";

    /** Everything in it that is a secret, and much that may have one in it, begins with the canary. */
    private static final String YAML = """
            instance: gate-1
            issuer: {seed: AUTH.nk}
            nats:
              url: nats://user:canary-of-the-url@127.0.0.1:4222
              connect_timeout: 3s
            directories:
              users: {type: file, path: users.json}
              web:
                type: http
                url: http://127.0.0.1:1/canary-of-the-path
                headers: {X-Api-Key: canary-of-the-header}
                auth: {token: canary-of-the-token}
            http:
              admin_token: canary-of-the-admin-token
              admin_hosts: [gate.example.com]
            audit: {to: stdout, hmac_key: canary-of-the-key-of-the-audit-log-32, hmac: [user]}
            callout: {budget: 900ms}
            rules:
              all: {if: {directory: users}, give: {account: APP1}}
            """;

    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);

    @TempDir
    private Path dir;

    @BeforeEach
    void writeKeys() throws IOException {
        Files.writeString(dir.resolve("AUTH.nk"), issuer.seed());
        Files.writeString(dir.resolve("users.json"), "{}");
    }

    private Map<String, ShownValue> shown(Map<String, String> environment) throws IOException {
        GatehouseSettings settings = new SettingsFolder(dir, environment).load(YAML);
        SettingsSource source = settings.source();
        List<ShownValue> values = ShownValues.of(
                source.values(), source.keys(), path -> path.equals("instance") || path.startsWith("rules."));
        return values.stream().collect(Collectors.toMap(ShownValue::path, Function.identity()));
    }

    @Test
    void noSecretIsInIt() throws IOException {
        Map<String, ShownValue> shown = shown(Map.of("GATEHOUSE_NATS_NAME", "canary-of-what-is-not-named"));

        assertThat(shown.toString()).doesNotContain(CANARY).doesNotContain(issuer.seed());
    }

    @Test
    void whatIsGivenIsToldWithItsPlace() throws IOException {
        Map<String, ShownValue> shown = shown(Map.of("GATEHOUSE_CALLOUT_BUDGET", "800ms"));

        assertShown(shown, "instance", "gate-1", "gatehouse.yaml:1:11");
        assertShown(shown, "nats.connect_timeout", "3s", "gatehouse.yaml:5:20");
        assertShown(shown, "callout.budget", "800ms", "environment variable GATEHOUSE_CALLOUT_BUDGET");
        assertShown(shown, "audit.hmac", "user", "gatehouse.yaml:16:");
        assertShown(shown, "directories.users.path", "users.json", "gatehouse.yaml:7:");
        assertShown(shown, "rules.all.give.account", "APP1", "gatehouse.yaml:19:");
        assertThat(shown).doesNotContainKey("callout.session");
    }

    @Test
    void whatIsNotNamedIsToldToBeGivenAndNoMore() throws IOException {
        Map<String, ShownValue> shown = shown(Map.of());

        assertThat(List.of(
                        "issuer.seed",
                        "nats.url",
                        "directories.web.url",
                        "directories.web.auth.token",
                        "http.admin_token",
                        "http.admin_hosts",
                        "audit.hmac_key"))
                .allSatisfy(path -> assertThat(
                                Objects.requireNonNull(shown.get(path), path).text())
                        .isNull());
    }

    private void assertShown(Map<String, ShownValue> shown, String path, String text, String place) {
        ShownValue value = Objects.requireNonNull(shown.get(path), path);
        assertThat(value.text()).isEqualTo(text);
        assertThat(value.place().replace(dir + "/", "")).startsWith(place);
    }
}
