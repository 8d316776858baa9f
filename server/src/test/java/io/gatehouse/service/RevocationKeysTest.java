package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.service.revoke.RevocationGaps;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void holdsASecretInEachLine() throws IOException {
        String other = "fedcba9876543210fedcba9876543210";
        RevocationSettings settings = Objects.requireNonNull(
                load("revocation: {secret: \"" + other + "\\n" + SECRET + "\\n\", " + LOGIN + "}\n")
                        .revocation());

        assertThat(settings.secrets()).extracting(Secret::reveal).containsExactly(other, SECRET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SECRET\\nshort         | has 5 bytes, and needs 32
            SECRET\\n\\nSECRET     | in line 2 is empty
            SECRET\\nSECRET        | has the same secret in two lines
            a\\nb\\nc\\nd\\ne\\nf\\ng\\nh\\ni | has 9 lines, and 8 secrets can be held at most
            """)
    void saysWhatIsWrongWithALine(String text, String says) {
        assertThat(problems("secret: \"" + text.replace("SECRET", SECRET) + "\", " + LOGIN))
                .singleElement()
                .asString()
                .contains(says)
                .doesNotContain(SECRET);
    }

    @Test
    void takesNoSecretThatCouldBeGuessed() {
        assertThat(problems("secret: short, " + LOGIN))
                .singleElement()
                .asString()
                .contains("has 5 bytes, and needs 32");
    }

    @Test
    void saysOfEachDirectoryThatDoesNotTellOfChanges() throws IOException {
        String three = BASE.replace(
                        "{type: file, path: s.json}}",
                        "{type: file, path: s.json}, web: {type: http, url: \"http://127.0.0.1/\"},"
                                + " devices: {type: certificate, identity: cn}}")
                + "callout: {directory_order: [devices, staff, web]}\n";
        SettingsFolder folder = new SettingsFolder(dir, Map.of());

        GatehouseSettings off = folder.load(three);
        assertThat(off.warnings()).noneMatch(line -> line.contains("/-/revoke"));
        assertThat(RevocationGaps.notes(false, PollSettings.OFF, off.directories()))
                .containsOnly(Map.entry("live revocation", RevocationGaps.OFF));

        GatehouseSettings on = folder.load(three + "revocation: {secret: " + SECRET + ", " + LOGIN + "}\n");
        assertThat(on.warnings())
                .filteredOn(line -> line.contains("/-/revoke"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("directories.web: ") && line.endsWith("it can only be asked"))
                .anyMatch(line -> line.startsWith("directories.devices: ") && line.contains("it has no crl.files"));
        assertThat(RevocationGaps.notes(true, PollSettings.OFF, on.directories()))
                .containsOnlyKeys("live revocation of directory devices", "live revocation of directory web");
    }

    @Test
    void saysOfEachDirectoryWhetherItIsAsked() throws IOException {
        String two = BASE.replace(
                        "{type: file, path: s.json}}",
                        "{type: http, url: \"http://127.0.0.1/{user}\", mode: lookup},"
                                + " web: {type: http, url: \"http://127.0.0.1/\"}}")
                + "callout: {directory_order: [staff, web]}\n";
        SettingsFolder folder = new SettingsFolder(dir, Map.of());
        String section = "revocation: {secret: " + SECRET + ", " + LOGIN;

        assertThat(folder.load(two + section + "}\n").warnings())
                .filteredOn(line -> line.contains("/-/revoke"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("directories.staff: ")
                        && line.endsWith("revocation.poll has it asked about users who have sessions"))
                .anyMatch(line -> line.startsWith("directories.web: ") && line.endsWith("it can only be asked"));

        GatehouseSettings polled = folder.load(two + section + ", poll: 5m}\n");
        assertThat(polled.warnings())
                .filteredOn(line -> line.contains("/-/revoke"))
                .singleElement()
                .matches(line -> line.startsWith("directories.web: ")
                        && line.endsWith(
                                "revocation.poll does not reach it, since it is asked with users' credentials"));
        PollSettings poll = Objects.requireNonNull(polled.revocation()).poll();
        assertThat(RevocationGaps.notes(true, poll, polled.directories()))
                .hasSize(2)
                .hasEntrySatisfying(
                        "live revocation of directory staff",
                        words -> assertThat(words).startsWith("it is asked every 5m"));
    }

    @Test
    void nobodyIsAskedMoreOftenThanEverySecond() {
        assertThat(problems("secret: " + SECRET + ", " + LOGIN + ", poll: 999ms"))
                .singleElement()
                .matches(problem -> problem.contains("revocation.poll") && problem.contains("shorter than a second"));
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
