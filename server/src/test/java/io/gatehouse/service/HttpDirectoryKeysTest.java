package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be wrong with the settings of a directory of type http is told where it is written, and without a secret. */
class HttpDirectoryKeysTest {
    private static final String ISSUER =
            "issuer: {seed: " + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n";

    @TempDir
    private Path dir;

    private final Map<String, String> environment = new HashMap<>();

    private static String yaml(String settings) {
        return ISSUER + "directories: {users: {type: http, " + settings + "}}\n";
    }

    private List<String> problems(String settings) {
        return new SettingsFolder(dir, environment).problems(yaml(settings));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: http://127.0.0.1:8080/login",
                "url: [\"https://a.example.com/login\", \"https://b.example.com/login\"], timeout: 1s, pool_size: 64",
                "url: http://a/, mode: status, method: get",
                "url: 'http://a/{user}', mode: status, method: post, body: form",
                "url: 'http://a/{user}?full=1', mode: lookup",
                "url: http://a/, send: [host, client_name], auth: {token: secret}",
                "url: http://a/, mode: status, auth: {user: me, password: secret}, probe_url: http://a/health",
                "url: http://localhost/, probe_url: https://a/health, tls: {server_name: a}",
                "url: http://a/, headers: {X-Api-Key: secret, Accept: application/json}"
            })
    void takesWhatIsRight(String settings) throws IOException {
        GatehouseSettings loaded = new SettingsFolder(dir, environment).load(yaml(settings));
        assertThat(loaded.directories()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: json | directories.users.url: is missing; give the URL of the service that knows the users",
                "url: ftp://a/ | directories.users.url: must begin with http:// or https://",
                "url: 'http://me:canary@a/' | has a user or a password in it",
                "url: 'http://a/{name}' | has characters in its path or query that must be written as %XX",
                "url: http://a/, mode: lookup | needs {user} where the user's name goes",
                "url: 'http://a/{user}' | has {user} in it, and in mode json the user is in the body",
                "url: http://a/, method: get | directories.users.method: is for mode status",
                "url: http://a/, body: form | directories.users.body: is for mode status",
                "url: http://a/, mode: status, send: host | directories.users.send: is for mode json",
                "url: http://a/, mode: status, method: get, body: form | directories.users.body: is for method post",
                "url: http://a/, mode: status, auth: {token: canary} | directories.users.probe_url: is missing",
                "url: http://a/, mode: status, headers: {X-Key: canary} | directories.users.probe_url: is missing",
                "url: http://a/, mode: status, method: get, auth: {token: canary}, probe_url: http://a/ | takes the header",
                "url: http://a/, auth: {token: canary, user: me} | has a token and a user",
                "url: http://a/, auth: {user: me} | needs user and password_file together",
                "url: http://a/, headers: {Authorization: canary} | is set by Gatehouse itself; use auth",
                "url: http://a/, headers: {Content-Length: '7'} | is set by Gatehouse itself",
                "url: http://a/, headers: {'X Key': canary} | is no name of a header",
                "url: http://a/, tls: {server_name: a} | directories.users.tls: is for https://",
                "url: http://a/, timeout: 1ms | directories.users.timeout",
                "url: http://a/, pool_size: 0 | directories.users.pool_size",
                "url: http://a/, path: users.json | is for directories of type file"
            })
    void tellsWhatIsWrong(String settings, String problem) {
        assertThat(problems(settings))
                .anyMatch(told -> told.contains(problem))
                .noneMatch(told -> told.contains("canary"));
    }

    @Test
    void warnsOfEachServerThatIsNotAskedOverTls() throws IOException {
        String urls =
                "url: https://a/login, probe_url: [http://b/health, http://b/, http://localhost/], auth: {token: t}";
        assertThat(new SettingsFolder(dir, environment).load(yaml(urls)).warnings())
                .filteredOn(told -> told.contains("not encrypted"))
                .singleElement()
                .asString()
                .contains("directory users: what is sent to http://b:80");
    }

    @Test
    void aCertificateAndItsKeyBelongTogether() throws Exception {
        CertificateAuthority ca = CertificateAuthority.root("CA");
        Files.writeString(dir.resolve("ca.pem"), ca.pem());
        ca.issue(CertificateRequest.of("one")).write(dir, "one");
        ca.issue(CertificateRequest.of("other")).write(dir, "other");
        String url = "url: https://a/, tls: {ca: ca.pem, ";
        new SettingsFolder(dir, environment).load(yaml(url + "cert: one.pem, key: one.key}"));
        assertThat(problems(url + "cert: one.pem, key: other.key}"))
                .anyMatch(told -> told.contains("other.key is not the key of the first certificate in"));
        assertThat(problems(url + "cert: one.pem}")).anyMatch(told -> told.contains("go together"));
    }

    /** A proxy may refuse it by the very status that a service has for a wrong password. */
    @Test
    void aCertificateOfOurOwnIsACredentialToo() throws Exception {
        CertificateAuthority.root("CA").issue(CertificateRequest.of("one")).write(dir, "one");
        String status = "url: https://a/, mode: status, tls: {cert: one.pem, key: one.key}";
        assertThat(problems(status)).anyMatch(told -> told.contains("directories.users.probe_url: is missing"));
        new SettingsFolder(dir, environment).load(yaml(status + ", probe_url: https://a/health"));
    }
}
