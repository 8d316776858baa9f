package io.gatehouse.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiriesTest {
    private static final Section KEYS = Section.of(
            "",
            Section.of("nats", file("creds"), Section.of("tls", file("cert"), file("key"), file("ca"))),
            Section.of(
                    "check", file("sentinel_creds"), Key.files("account_jwts").help("Files.")),
            Section.of("directories", Section.of(Section.EACH, Section.of("tls", file("cert")))));
    private static final long SOON = 2_000_000_000;

    private final Expiries expiries = new Expiries();

    @TempDir
    private Path dir;

    private static Key<Path> file(String name) {
        return Key.file(name).help("A file.");
    }

    /** As the service does it, which reads every key at its start. */
    private Values values(String yaml) throws IOException {
        Path file = Files.writeString(dir.resolve("gatehouse.yaml"), yaml);
        Values values = new Configuration(KEYS, Map.of(), dir).read(file);
        values.readAll(KEYS.entries());
        return values;
    }

    private Map<String, ValidityPeriod> of(String yaml) throws IOException {
        return expiries.now(values(yaml), KEYS);
    }

    private static String creds(long from, long until) {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        String jwt = jwt(user, from, until);
        return new CredsFile(jwt, user).text();
    }

    private static String jwt(SigningKey user, long from, long until) {
        UserClaims claims = new UserClaims("service", null, null, null, List.of());
        return UserToken.issue(claims, SigningKey.generate(NkeyKind.ACCOUNT), user.publicKey(), from, until);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    @Test
    void credentialsAreValidAsLongAsTheirJwtIs() throws IOException {
        write("service.creds", creds(1_000, SOON));
        write("sentinel.creds", creds(1_000, 0));

        assertThat(of("nats: {creds: service.creds}\ncheck: {sentinel_creds: sentinel.creds}"))
                .as("what never expires is not there")
                .containsExactly(entry("nats.creds", new ValidityPeriod(1_000, SOON)));
    }

    @Test
    void ofSeveralFilesTheFirstToExpireCounts() throws IOException {
        SigningKey account = SigningKey.generate(NkeyKind.USER);
        write("one.jwt", jwt(account, 5, SOON + 1) + "\n");
        write("two.jwt", jwt(account, 6, SOON));

        assertThat(of("check: {account_jwts: [one.jwt, two.jwt]}"))
                .containsExactly(entry("check.account_jwts", new ValidityPeriod(6, SOON)));
    }

    @Test
    void aCertificateExpiresWithTheFirstOfItsChainAndTrustWithTheLastAuthority() throws IOException {
        Instant soon = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        CertificateAuthority brief = CertificateAuthority.root(
                CertificateRequest.of("Brief").authority().until(soon));
        CertificateAuthority root = CertificateAuthority.root("Root");
        CertificateAuthority below = root.intermediate("Below");
        below.issue(CertificateRequest.of("gatehouse").until(soon)).write(dir, "service");
        write("ca.pem", brief.pem() + root.pem());

        Map<String, ValidityPeriod> valid = of("""
                nats: {tls: {cert: service.pem, key: service.key, ca: ca.pem}}
                directories: {people: {tls: {cert: service.pem}}}
                """);
        assertThat(valid).containsOnlyKeys("directories.people.tls.cert", "nats.tls.ca", "nats.tls.cert");
        assertThat(Objects.requireNonNull(valid.get("nats.tls.cert")).until()).isEqualTo(soon.getEpochSecond());
        assertThat(Objects.requireNonNull(valid.get("nats.tls.cert")).from())
                .isLessThanOrEqualTo(Instant.now().getEpochSecond());
        assertThat(Objects.requireNonNull(valid.get("nats.tls.ca")).until())
                .isEqualTo(root.certificate().getNotAfter().toInstant().getEpochSecond());
    }

    @Test
    void aFileThatHasChangedIsReadAgainAndOneThatCannotBeReadIsAsItWas() throws IOException {
        write("service.creds", creds(1_000, SOON));
        Values values = values("nats: {creds: service.creds}");
        assertThat(expiries.now(values, KEYS)).containsEntry("nats.creds", new ValidityPeriod(1_000, SOON));

        write("service.creds", creds(2_000, SOON + 5));
        assertThat(expiries.now(values, KEYS)).containsEntry("nats.creds", new ValidityPeriod(2_000, SOON + 5));

        write("service.creds", "damaged");
        assertThat(expiries.now(values, KEYS)).containsEntry("nats.creds", new ValidityPeriod(2_000, SOON + 5));
        Files.delete(dir.resolve("service.creds"));
        assertThat(expiries.now(values, KEYS)).containsEntry("nats.creds", new ValidityPeriod(2_000, SOON + 5));
    }

    @Test
    void anotherConfigurationHasItsOwnFiles() throws IOException {
        write("service.creds", creds(1_000, SOON));
        assertThat(of("nats: {creds: service.creds}")).containsOnlyKeys("nats.creds");
        assertThat(of("check: {sentinel_creds: service.creds}")).containsOnlyKeys("check.sentinel_creds");
        assertThat(of("{}")).isEmpty();
    }

    @Test
    void whatIsSomethingElseOrIsNotThereIsLeftOut() throws IOException {
        write("text", "no certificate");
        assertThat(of("nats: {creds: missing, tls: {cert: text, ca: text}}\ncheck: {account_jwts: text}"))
                .isEmpty();
    }
}
