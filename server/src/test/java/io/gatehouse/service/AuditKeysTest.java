package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.AuditSettings;
import io.gatehouse.audit.AuditTarget;
import io.gatehouse.audit.HashedField;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The section of the audit log, and the revision of a configuration that records name. */
class AuditKeysTest extends SectionFixture {
    private static final String SEED = SigningKey.generate(NkeyKind.ACCOUNT).seed();
    private static final String BASE =
            "issuer: {seed: " + SEED + "}\n" + "directories: {staff: {type: file, path: s.json}}\n";
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    AuditKeysTest() {
        super(BASE, "audit");
    }

    @Test
    void isOffUnlessItIsSaidWhereTo() throws IOException {
        assertThat(load("").audit().isOn()).isFalse();
        assertThat(load("audit: {file: {path: a.jsonl}}\n").audit().isOn()).isFalse();
        assertThat(load("").revision()).isEmpty();
    }

    @Test
    void readsAFileAStreamAndAKey() throws IOException {
        Files.writeString(dir.resolve("audit.key"), KEY + "\n");
        AuditSettings file = load("audit: {to: file, hmac: [user, host], hmac_key_file: audit.key,"
                        + " file: {path: a.jsonl, max_size: 1MiB, max_age: 1h, max_files: 3}}\n")
                .audit();
        AuditSettings stream = load("nats: {user: gate, password: p}\naudit: {to: stream, required: true,"
                        + " stream: {subject: a.b, nats: {user: audit, password: q}}}\n")
                .audit();

        assertThat(file.to()).isEqualTo(AuditTarget.FILE);
        assertThat(Objects.requireNonNull(file.file()).path()).isEqualTo(dir.resolve("a.jsonl"));
        assertThat(file.file().maxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(file.hashed()).containsExactlyInAnyOrder(HashedField.USER, HashedField.HOST);
        assertThat(file.toString()).doesNotContain(KEY);
        assertThat(stream.required()).isTrue();
        assertThat(stream.stream().subject()).isEqualTo("a.b");
        assertThat(((Login.UserPassword) stream.stream().nats().login()).user()).isEqualTo("audit");
    }

    @Test
    void claimsMayBeRecordedWhereNamesAreNotHashed() throws IOException {
        assertThat(load("audit: {to: stdout, claims: true, hmac: [host, client], hmac_key: " + KEY + "}\n")
                        .audit()
                        .claims())
                .isTrue();
    }

    @Test
    void whatCannotBeMeantIsAMistake() {
        assertThat(problems("to: file")).singleElement().asString().contains("audit.file.path: is missing");
        assertThat(problems("required: true")).singleElement().asString().contains("audit.required");
        assertThat(problems("to: stdout, hmac: user"))
                .singleElement()
                .asString()
                .contains("audit.hmac_key_file: is missing");
        assertThat(problems("to: stdout, claims: true, hmac: [host, user], hmac_key: " + KEY))
                .singleElement()
                .asString()
                .contains("audit.claims: would record the names of users");
        assertThat(problems("to: stdout, hmac_key: short"))
                .singleElement()
                .asString()
                .contains("audit.hmac_key: has 5 bytes, and needs 32")
                .doesNotContain("short");
        assertThat(problems("to: stdout, hmac_key: " + SEED))
                .singleElement()
                .asString()
                .contains("audit.hmac_key: is the seed of an nkey")
                .doesNotContain(SEED);
        assertThat(problems("to: stream, stream: {subject: 'a.>'}"))
                .singleElement()
                .asString()
                .contains("audit.stream.subject");
    }

    @Test
    void aReloadTakesWhatIsRecordedTheFileAndTheLoginAlone() {
        assertThat(List.of(
                        "audit.hmac",
                        "audit.hmac_key",
                        "audit.hmac_key_file",
                        "audit.claims",
                        "audit.file.path",
                        "audit.file.max_size",
                        "audit.stream.nats.creds",
                        "audit.stream.nats.password_file"))
                .allMatch(ReloadableKeys::has)
                .noneMatch(ReloadableKeys::isOfPolicy);
        assertThat(List.of(
                        "audit.to", "audit.required", "audit.queue", "audit.stream.subject", "audit.stream.nats.url"))
                .noneMatch(ReloadableKeys::has);
    }

    private String revision(String yaml) throws IOException {
        return load("audit: {to: stdout, hmac_key: " + KEY + "}\n" + yaml).revision();
    }

    @Test
    void theRevisionFollowsFromWhatIsConfiguredAndFromNoSecret() throws IOException {
        String one = revision("rules: {all: {give: {account: APP1}}}\n");

        assertThat(one).matches("[0-9a-f]{12}");
        assertThat(revision("rules: {all: {give: {account: APP1}}}\n")).isEqualTo(one);
        assertThat(revision("rules: {all: {give: {account: APP2}}}\n")).isNotEqualTo(one);
        assertThat(revision("nats: {user: gate, password: p}\n"))
                .isEqualTo(revision("nats: {user: gate, password: q}\n"));
        assertThat(revision("nats: {url: 'nats://gate:p@127.0.0.1:4222'}\n"))
                .isEqualTo(revision("nats: {url: 'nats://gate:q@127.0.0.1:4222'}\n"));
        assertThat(load("audit: {to: stdout, hmac_key: " + KEY + "1}\n").revision())
                .isEqualTo(load("audit: {to: stdout, hmac_key: " + KEY + "2}\n").revision());
    }
}
