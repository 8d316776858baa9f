package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each credentials file that a configuration names, wherever that is. */
class ConfiguredCredentialsTest {
    private static final SigningKey SIGNER = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path dir;

    @BeforeEach
    void write() throws Exception {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        UserClaims claims = UserClaims.of("user", null, UserClaims.Body.sentinel(false));
        String jwt = UserToken.issue(claims, SIGNER, user.publicKey(), 1, 0);
        Files.writeString(dir.resolve("a.creds"), new CredsFile(jwt, user).text());
        Files.writeString(dir.resolve("users.json"), "{}");
    }

    @Test
    void allAreNamed() throws Exception {
        GatehouseSettings settings =
                new SettingsFolder(dir, Map.of()).load("""
                issuer: {seed: %s}
                nats: {creds: a.creds}
                directories:
                  staff: {type: file, path: users.json}
                  people: {type: kv, bucket: USERS, nats: {creds: a.creds}}
                  tokens: {type: token, bucket: TOKENS, nats: {creds: a.creds}}
                  devices: {type: nkey, bucket: DEVICES, nats: {creds: a.creds}}
                cache: {shared: {bucket: SHARED, secret: %s, nats: {creds: a.creds}}}
                revocation: {secret: %s, nats: {creds: a.creds}}
                audit: {to: stream, stream: {subject: audit.a, nats: {creds: a.creds}}}
                check: {sentinel_creds: a.creds, sys_creds: a.creds}
                """.formatted(SIGNER.seed(), SECRET, SECRET));

        assertThat(settings.credentials().keySet())
                .containsExactly(
                        "audit.stream.nats.creds",
                        "cache.shared.nats.creds",
                        "check.sentinel_creds",
                        "check.sys_creds",
                        "directories.devices.nats.creds",
                        "directories.people.nats.creds",
                        "directories.tokens.nats.creds",
                        "nats.creds",
                        "revocation.nats.creds");
        assertThat(settings.credentials().values()).containsOnly(dir.resolve("a.creds"));
    }

    @Test
    void loginsOfOtherKindsAreNone() throws Exception {
        GatehouseSettings settings = new SettingsFolder(dir, Map.of()).load("""
                issuer: {seed: %s}
                nats: {user: gate, password: p}
                directories: {staff: {type: file, path: users.json}}
                """.formatted(SIGNER.seed()));

        assertThat(settings.credentials()).isEmpty();
    }
}
