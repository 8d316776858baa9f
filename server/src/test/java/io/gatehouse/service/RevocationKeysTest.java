package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.revocation.RevocationSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The section of live revocation. */
class RevocationKeysTest extends SectionFixture {
    private static final String BASE = "issuer: {seed: "
            + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\ndirectories: {staff: {type: file, path: s.json}}\n"
            + "nats: {url: \"nats://n1:4222\", user: gate, password: p}\n";
    private static final String LOGIN = "nats: {user: sys, password: q}";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    RevocationKeysTest() {
        super(BASE, "revocation");
    }

    @Test
    void isOffWithoutTheSection() throws IOException {
        assertThat(load("").revocation()).isNull();
    }

    @Test
    void hasALoginOfItsOwnAndTheServersOfTheService() throws IOException {
        RevocationSettings settings =
                Objects.requireNonNull(load("revocation: {" + LOGIN + "}\n").revocation());

        assertThat(settings.nats().servers().get(0).host()).isEqualTo("n1");
        assertThat(settings.nats().login())
                .isInstanceOfSatisfying(
                        Login.UserPassword.class,
                        user -> assertThat(user.user()).isEqualTo("sys"));
        assertThat(settings.secret()).isNull();
        assertThat(settings.rate()).isEqualTo(1_000);
        assertThat(settings.authTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void needsALogin() {
        assertThat(problems("rate: 5")).singleElement().asString().contains("revocation", "user of the system account");
    }

    @Test
    void takesNoSecretThatCouldBeGuessed() {
        assertThat(problems("secret: short, " + LOGIN))
                .singleElement()
                .asString()
                .contains("has 5 bytes, and needs 32");
    }

    @Test
    void warnsOfRulesByWhichSessionsAreNotFound() throws IOException {
        String rule = "rules: {ward: {if: {group: nurses}, give: {account: APP1, name: \"nurse\"}}}\n";

        assertThat(load(rule).warnings()).noneMatch(line -> line.contains("give.name"));
        assertThat(load(rule + "revocation: {secret: " + SECRET + ", " + LOGIN + "}\n")
                        .warnings())
                .anyMatch(line -> line.startsWith("rules.ward.give.name: sessions with this name"));
    }
}
