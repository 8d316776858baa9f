package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.shared.SharedCacheSettings;
import io.gatehouse.nats.NatsSettings.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section of the shared cache, and what of a directory's section its answers follow from. */
class SharedCacheKeysTest {
    private static final String ISSUER =
            "issuer: {seed: " + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n";
    private static final String FILE = "directories: {staff: {type: file, path: s.json}}\n";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path dir;

    private GatehouseSettings load(String yaml) throws IOException {
        return new SettingsFolder(dir, Map.of()).load(ISSUER + yaml);
    }

    private List<String> problems(String shared) {
        return new SettingsFolder(dir, Map.of()).problems(ISSUER + FILE + "cache: {shared: " + shared + "}\n");
    }

    private String meaning(String keys) throws IOException {
        return load("directories: {web: {type: http, " + keys + "}}\n")
                .directories()
                .get(0)
                .meaning();
    }

    @Test
    void isOffUnlessABucketIsNamed() throws IOException {
        assertThat(load(FILE).shared()).isNull();
        assertThat(load(FILE + "cache: {ttl: 1m}\n").shared()).isNull();
    }

    @Test
    void hasTheServicesConnectionOrOneOfItsOwn() throws IOException {
        String login = "nats: {user: gate, password: p}\n";
        SharedCacheSettings same =
                Objects.requireNonNull(load(FILE + login + "cache: {shared: {bucket: B, secret: " + SECRET + "}}\n")
                        .shared());
        SharedCacheSettings own = Objects.requireNonNull(load(FILE + login + "cache: {shared: {bucket: B, secret: "
                        + SECRET + ", nats: {user: u, password: q}}}\n")
                .shared());

        assertThat(same.timeout()).isEqualTo(Duration.ofMillis(50));
        assertThat(((Login.UserPassword) same.nats().login()).user()).isEqualTo("gate");
        assertThat(((Login.UserPassword) own.nats().login()).user()).isEqualTo("u");
        assertThat(same.toString()).doesNotContain(SECRET);
    }

    @Test
    void aSecretThatIsNoneIsAMistake() {
        assertThat(problems("{bucket: B}")).singleElement().asString().contains("cache.shared.secret_file: is missing");
        assertThat(problems("{bucket: B, secret: 0123456789abcdef0123456789abcde}"))
                .singleElement()
                .asString()
                .contains("cache.shared.secret: has 31 bytes, and needs 32")
                .doesNotContain("0123456789");
        String seed = CurveKey.generate().seed();
        assertThat(problems("{bucket: B, secret: " + seed + "}"))
                .singleElement()
                .asString()
                .contains("cache.shared.secret: is the seed of an nkey")
                .doesNotContain(seed);
        assertThat(problems("{secret: " + SECRET + "}"))
                .singleElement()
                .asString()
                .contains("cache.shared.bucket: is missing");
        assertThat(problems("{bucket: b.c, secret: " + SECRET + "}"))
                .singleElement()
                .asString()
                .contains("cache.shared.bucket");
        assertThat(problems("{bucket: B, secret: " + SECRET + ", timeout: 2s}"))
                .singleElement()
                .asString()
                .contains("cache.shared.timeout");
    }

    /** Instances that would not get the same answer find nothing of each other. */
    @Test
    void theMeaningOfADirectoryIsWhatItsAnswersFollowFrom() throws IOException {
        String one = meaning("url: 'http://127.0.0.1/a'");

        assertThat(meaning("url: 'http://127.0.0.1/a', match: {user: b*}, cache: {ttl: 1m}, guard: {stale: 1m}"))
                .isEqualTo(one);
        assertThat(meaning("url: 'http://127.0.0.1/a', auth: {token: abcdefgh}"))
                .isEqualTo(one);
        assertThat(meaning("url: 'http://127.0.0.1/b'")).isNotEqualTo(one);
        assertThat(meaning("url: 'http://127.0.0.1/a', mode: status")).isNotEqualTo(one);
        assertThat(meaning("url: 'http://127.0.0.1/a', names: {case: lower}")).isNotEqualTo(one);
    }
}
