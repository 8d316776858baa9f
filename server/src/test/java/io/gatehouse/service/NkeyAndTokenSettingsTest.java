package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.nkey.NkeyDirectorySettings;
import io.gatehouse.directory.nkey.NkeyDirectoryType;
import io.gatehouse.directory.token.TokenDirectorySettings;
import io.gatehouse.directory.token.TokenDirectoryType;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What directories of the types nkey and token are configured with. */
class NkeyAndTokenSettingsTest {
    private static final String KEY =
            SigningKey.generate(NkeyKind.USER).publicKey().text();
    private static final String OTHER =
            SigningKey.generate(NkeyKind.USER).publicKey().text();

    @TempDir
    private Path dir;

    private GatehouseSettings load(String directories) throws IOException {
        Path file = Files.writeString(dir.resolve("gatehouse.yaml"), """
                issuer: {seed: '%s'}
                nats: {user: gatehouse, password: p}
                directories: %s
                """.formatted(
                        SigningKey.generate(NkeyKind.ACCOUNT).seed(), directories));
        return new SettingsLoader(Map.of(), dir).load(file);
    }

    private String problems(String directories) {
        return String.join(
                "\n",
                Objects.requireNonNull(catchThrowableOfType(ConfigException.class, () -> load(directories)))
                        .problems());
    }

    @Test
    void keysAreUsers() throws Exception {
        DirectorySettings one =
                load("{m: {type: nkey, keys: {ci.bot: {nkey: [%s, %s], account: APP1, groups: [a, b]}}}}"
                                .formatted(KEY, OTHER))
                        .directories()
                        .get(0);
        NkeyDirectorySettings settings = NkeyDirectoryType.settings("m", one.values(), NameForm.EXACT);

        FileUser user = Objects.requireNonNull(settings.keys().find("ci.bot"));
        assertThat(user.nkeys()).hasToString("[" + KEY + ", " + OTHER + "]");
        assertThat(user.entitlement().account()).isEqualTo("APP1");
        assertThat(user.profile().groups()).containsExactlyInAnyOrder("a", "b");
        assertThat(settings.file()).isNull();
    }

    @Test
    void anNkeyDirectoryMayHaveAFile() throws Exception {
        GatehouseSettings all = load("{m: {type: nkey, path: m.json, reload: 5s, last_good: m.good}}");
        NkeyDirectorySettings settings =
                NkeyDirectoryType.settings("m", all.directories().get(0).values(), NameForm.EXACT);

        assertThat(Objects.requireNonNull(settings.file()).path()).isEqualTo(dir.resolve("m.json"));
        assertThat(settings.file().reload()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.file().lastGood()).isEqualTo(dir.resolve("m.good"));
        assertThat(all.usesNkeys()).isTrue();
        assertThat(all.usersFiles()).containsExactly(dir.resolve("m.json"));
    }

    @Test
    void anNkeyDirectoryMayHaveABucketInThePlaceOfEverythingElse() throws Exception {
        GatehouseSettings all = load("{m: {type: nkey, bucket: USERS, nats: {user: reader, password: r}}}");
        DirectorySettings one = all.directories().get(0);

        BucketSettings settings = BucketKeys.settings("m", one.values(), all.nats(), NameForm.EXACT);
        assertThat(settings.bucket()).isEqualTo("USERS");
        assertThat(settings.nats().login()).isInstanceOf(Login.UserPassword.class);
        assertThat(BucketKeys.areOf(one.type(), one.values())).isTrue();
        assertThat(all.usesNkeys()).isTrue();
        assertThat(all.usersFiles()).isEmpty();
        assertThat(problems(
                        "{m: {type: nkey, bucket: USERS, path: m.json, reload: 5s, last_good: m.good, keys: {a: {nkey: %s}}}}"
                                .formatted(KEY)))
                .contains(
                        "directories.m.path: is for a directory without a bucket",
                        "directories.m.reload: is for a directory without a bucket",
                        "directories.m.last_good: is for a directory without a bucket",
                        "directories.m.keys.a.nkey: is for a directory without a bucket");
        assertThat(problems("{m: {type: nkey, path: m.json, nats: {user: reader, password: r}}}"))
                .contains("directories.m.nats: is how a bucket is reached, and there is no bucket");
    }

    @Test
    void aTokenDirectoryHasAFileAndPerhapsAUser() throws Exception {
        GatehouseSettings all =
                load("{t: {type: token, path: tokens.json, user: token}, u: {type: token, path: u.json}}");
        TokenDirectorySettings fixed =
                TokenDirectoryType.settings("t", all.directories().get(0).values());
        TokenDirectorySettings any =
                TokenDirectoryType.settings("u", all.directories().get(1).values());

        assertThat(fixed.user()).isEqualTo("token");
        assertThat(fixed.file().path()).isEqualTo(dir.resolve("tokens.json"));
        assertThat(any.user()).isNull();
        assertThat(all.usesNkeys()).isFalse();
    }

    @Test
    void aTokenDirectoryMayHaveABucketInThePlaceOfItsFile() throws Exception {
        GatehouseSettings all = load("{t: {type: token, bucket: TOKENS, user: token}}");
        DirectorySettings one = all.directories().get(0);

        BucketSettings settings = BucketKeys.settings("t", one.values(), all.nats(), NameForm.EXACT);
        assertThat(settings.bucket()).isEqualTo("TOKENS");
        assertThat(settings.nats()).as("the service's own").isEqualTo(all.nats());
        assertThat(all.usersFiles()).isEmpty();
        assertThat(problems("{t: {type: token, bucket: TOKENS, path: tokens.json}}"))
                .contains("directories.t.path: is for a directory without a bucket");
        assertThat(problems("{t: {type: token, bucket: A.B}}"))
                .contains("directories.t.bucket: a bucket's name has letters, digits, dashes and underscores")
                .doesNotContain("directories.t.path");
    }

    @Test
    void mistakesNameTheKey() {
        assertThat(problems("{m: {type: nkey}}"))
                .contains(
                        "directories.m.path: is missing; give the path of a users.json whose users have an nkey, a bucket");
        assertThat(problems("{m: {type: nkey, keys: {a: {account: A}}}}"))
                .contains("directories.m.keys.a.nkey: is missing; give the user's public nkey (U...)");
        assertThat(problems("{m: {type: nkey, keys: {a: {nkey: UABC}}}}")).contains("directories.m.keys.a.nkey:");
        assertThat(problems("{m: {type: nkey, keys: {a: {nkey: %s}, b: {nkey: %s}}}}".formatted(KEY, KEY)))
                .contains("directories.m.keys.b.nkey: " + KEY + " is also that of a");
        assertThat(problems("{m: {type: nkey, last_good: x, keys: {a: {nkey: %s}}}}".formatted(KEY)))
                .contains("directories.m.last_good: is a copy of a file, and there is no path");
        assertThat(problems("{t: {type: token}}"))
                .contains("directories.t.path: is missing; give the path of tokens.json, as gatehouse tokens issue");
        assertThat(problems("{f: {type: file, path: u.json, keys: {a: {nkey: %s}}}}".formatted(KEY)))
                .contains("directories.f.keys.a.nkey: is for directories of type nkey");
        assertThat(problems("{f: {type: file, path: u.json, user: x}}"))
                .contains("directories.f.user: is for directories of type token");
    }
}
