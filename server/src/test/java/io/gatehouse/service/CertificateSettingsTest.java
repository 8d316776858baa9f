package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a directory of certificates is configured with, and what is wrong with it. */
class CertificateSettingsTest {
    private static final CertificateAuthority CA = CertificateAuthority.root("Clients");
    private static final String BEGIN =
            "issuer: {seed: " + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\ndirectories:\n  devices: ";

    @TempDir
    private Path dir;

    @BeforeEach
    void makeFiles() throws IOException {
        Instant now = Instant.now();
        Files.writeString(dir.resolve("ca.pem"), CA.pem());
        Files.writeString(
                dir.resolve("client.pem"),
                CA.issue(CertificateRequest.of("orders")).pem());
        Files.writeString(dir.resolve("list.crl"), CA.crl(now, now.plusSeconds(60)));
        Files.writeString(dir.resolve("delta.crl"), CA.deltaCrl(now, now.plusSeconds(60), true));
    }

    private List<String> problems(String keys) {
        return new SettingsFolder(dir, Map.of())
                .problems(BEGIN + "{type: certificate, " + keys + "}\n").stream()
                        .map(problem ->
                                problem.replaceFirst("gatehouse.yaml:\\d+(:\\d+)?: directories.devices\\.?", ""))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reload: 1s | identity: is missing; say which field of the certificate gives the name, such as cn",
                "identity: name | identity: 'name' is no field that gives a name; use cn, ou, o, uid, dns",
                "identity: spiffe | trust_domain: is missing; name the trust domain",
                "identity: cn, trust_domain: example.org | trust_domain: is for identity: spiffe; remove it",
                "identity: spiffe, trust_domain: 'spiffe://td' | trust_domain: 'spiffe://td' is no trust domain",
                "identity: serial | issuers: is missing; serial numbers are unique for one issuer only: pin it",
                "identity: cn, identity_part: true | identity_part: needs identity_pattern",
                "identity: cn, identity_pattern: abc | identity_pattern: 'abc' must have one * in it",
                "identity: cn, identity_pattern: '*.*' | identity_pattern: '*.*' must have one * in it",
                "identity: cn, issuers: none.pem | none.pem cannot be read: no such file or folder",
                "identity: cn, issuers: client.pem | that is not one of an authority (CA)",
                "identity: cn, issuers: list.crl | has no certificate in it",
                "identity: cn, issuers: 'sha256:12' | issuers: 'sha256:12' is no fingerprint of a key",
                "identity: cn, groups_from: [ou, unit] | groups_from: 'unit' is no field of a certificate; use c, cn",
                "identity: cn, crl: {files: none.crl} | none.crl cannot be read: no such file or folder",
                "identity: cn, crl: {files: [list.crl, delta.crl]} | delta.crl has a revocation list of a part",
                "identity: cn, crl: {outdated: never} | crl.outdated: 'never' is unknown; use undecided or accept",
                "identity: cn, path: users.json | path: is for directories of type file"
            })
    void saysWhatIsWrong(String keys, String problem) {
        assertThat(problems(keys)).anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void isMadeOfItsKeys() throws IOException {
        DirectorySettings devices = new SettingsFolder(dir, Map.of())
                .load(BEGIN + "{type: certificate, identity: spiffe, trust_domain: [a.example, b.example],"
                        + " identity_pattern: 'spiffe://a.example/*', identity_part: true,"
                        + " issuers: [ca.pem, 'sha256:" + "0A".repeat(32) + "'], groups_from: [ou, o],"
                        + " with_password: true, crl: {files: [list.crl], reload: 2s, outdated: accept}}\n")
                .directories()
                .get(0);

        assertThat(devices.type().type()).isEqualTo("certificate");
        assertThat(devices.type().statesRights()).isFalse();
        assertThat(devices.decisiveFiles()).containsExactly(dir.resolve("ca.pem"), dir.resolve("list.crl"));
    }

    @Test
    void letsNobodyInWithoutRulesAndSaysSo() throws IOException {
        SettingsFolder folder = new SettingsFolder(dir, Map.of());
        String devices = BEGIN + "{type: certificate, identity: cn}\n";

        assertThat(folder.load(devices).warnings())
                .anyMatch(warning -> warning.startsWith(
                        "directories.devices says who clients are and not what they may, and there are no rules"));
        assertThat(folder.load(devices + "rules: {devices: {if: {directory: devices}, give: {account: APP1}}}\n")
                        .warnings())
                .noneMatch(warning -> warning.contains("says who clients are"));
    }
}
