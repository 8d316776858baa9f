package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.nats.NatsSettings.Login;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is configured for a directory in a bucket. */
class KvSettingsTest {
    private final SettingsLoader loader = new SettingsLoader(Map.of(), Path.of(""))
            .set("issuer.seed", SigningKey.generate(NkeyKind.ACCOUNT).seed())
            .set("nats.url", "nats://one:4222,nats://two:4222")
            .set("nats.user", "gatehouse")
            .set("nats.password", "service-secret")
            .set("directories.staff.type", "kv");

    private BucketSettings load() {
        GatehouseSettings settings = loader.load(null);
        DirectorySettings one = settings.directories().get(0);
        return BucketKeys.settings(
                one.name(), one.values(), settings.nats(), one.names().form());
    }

    private void assertProblem(String... words) {
        assertThatThrownBy(() -> loader.load(null)).message().contains(words).doesNotContain("service-secret");
    }

    @Test
    void withoutAConnectionOfItsOwnItHasThatOfTheService() {
        loader.set("directories.staff.bucket", "USERS");
        BucketSettings settings = load();
        assertThat(settings.bucket()).isEqualTo("USERS");
        assertThat(settings.nats().login())
                .isInstanceOfSatisfying(
                        Login.UserPassword.class,
                        login -> assertThat(login.user()).isEqualTo("gatehouse"));
        assertThat(settings.nats().servers()).hasSize(2);
    }

    @Test
    void withALoginOfItsOwnItGoesToTheServersOfTheService() {
        loader.set("directories.staff.bucket", "USERS")
                .set("directories.staff.nats.user", "reader")
                .set("directories.staff.nats.password", "reader-secret");
        BucketSettings settings = load();
        assertThat(settings.nats().login())
                .isInstanceOfSatisfying(
                        Login.UserPassword.class,
                        login -> assertThat(login.user()).isEqualTo("reader"));
        assertThat(settings.nats().servers()).hasSize(2);
        assertThat(settings.toString()).doesNotContain("reader-secret");
    }

    @Test
    void withServersOfItsOwnItNeverTakesTheLoginOfTheService() {
        loader.set("directories.staff.bucket", "USERS").set("directories.staff.nats.url", "nats://three:4222");
        BucketSettings settings = load();
        assertThat(settings.nats().servers()).hasSize(1);
        assertThat(settings.nats().login()).isInstanceOf(Login.None.class);
    }

    @Test
    void needsABucket() {
        assertProblem("directories.staff.bucket", "is missing", "name the bucket");
    }

    @Test
    void refusesWhatIsNoBucketsName() {
        loader.set("directories.staff.bucket", "A.B");
        assertProblem("directories.staff.bucket", "letters, digits, dashes and underscores");
    }

    @Test
    void namesTheKeyOfAPasswordThatIsMissing() {
        loader.set("directories.staff.bucket", "USERS").set("directories.staff.nats.user", "reader");
        assertProblem(
                "directories.staff.nats.user",
                "directories.staff.nats.password_file",
                "GATEHOUSE_DIRECTORIES_STAFF_NATS_PASSWORD");
    }

    @Test
    void refusesKeysOfTheServicesConnectionThatItHasNoUseFor() {
        loader.set("directories.staff.bucket", "USERS");
        assertThatThrownBy(() -> loader.set("directories.staff.nats.queue_group", "x"))
                .hasMessageContaining("unknown key");
    }

    @Test
    void refusesItsKeysElsewhere() {
        loader.set("directories.staff.type", "file")
                .set("directories.staff.path", "users.json")
                .set("directories.staff.bucket", "USERS");
        assertProblem("directories.staff.bucket", "is for directories of type kv or nkey or token");
    }
}
