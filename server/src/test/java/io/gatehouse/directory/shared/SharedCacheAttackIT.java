package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.Sharing;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.api.MessageInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** What somebody can do who reads the bucket of the shared cache, or writes it, and has no secret: docs/decisions.md says so. */
@Timeout(60)
@AgainstNatsServer
class SharedCacheAttackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SharedBucket bucket;

    @BeforeEach
    void open() throws Exception {
        bucket = SharedBucket.open();
    }

    @AfterEach
    void close() throws Exception {
        bucket.close();
    }

    private SharedInstance instance() {
        return bucket.instance(Sharing.TIMED);
    }

    /** Of the one record that lies there. */
    private Map.Entry<String, MessageInfo> only() throws Exception {
        return bucket.all(1).entrySet().iterator().next();
    }

    private static byte[] value(MessageInfo of) {
        return Objects.requireNonNull(of.getData());
    }

    @Test
    void aReaderCanTellNothingOfWhatIsThere() throws Exception {
        SharedInstance one = bucket.instance(Sharing.CHANGING);
        assertThat(one.finds("alice")).isTrue();
        assertThat(one.finds("bob-with-a-much-longer-name")).isTrue();
        assertThat(one.ask("alice", "another-password")).isInstanceOf(LookupResult.Found.class);
        one.backend().change("alice");
        one.backend().answer(user -> Mono.just(ScriptedDirectory.WRONG));
        assertThat(one.ask("alice", "p-of-alice")).isEqualTo(ScriptedDirectory.WRONG);

        List<String> seen = new ArrayList<>();
        for (Map.Entry<String, MessageInfo> record : bucket.all(4).entrySet()) {
            assertThat(record.getKey()).matches("[0-9a-f]{64}");
            seen.add(value(record.getValue()).length + " " + record.getValue().getHeaders());
            // Three letters of a name are in one sealed record of some thousand by chance.
            assertThat(new String(value(record.getValue()), StandardCharsets.ISO_8859_1))
                    .doesNotContain("alice", "bob-with", "longer-name", "password", "staff");
        }
        assertThat(seen.stream().distinct()).as("lengths and headers").hasSize(1);
    }

    @Test
    void whoHasAnotherSecretFindsNothingAndIsNotFound() throws Exception {
        assertThat(instance().finds("alice")).isTrue();
        String key = only().getKey();
        SharedInstance other = bucket.instance(SharedBucket.NAME, "another-secret-of-32-bytes-at-least", Sharing.TIMED);

        assertThat(other.finds("alice")).isTrue();
        assertThat(other.asked()).isOne();
        assertThat(other.read(SharedRead.MISS)).isOne();
        assertThat(bucket.all(2)).containsKey(key);
    }

    @Test
    void whatIsExchangedIsNobodys() throws Exception {
        SharedInstance one = instance();
        assertThat(one.finds("alice")).isTrue();
        Map.Entry<String, MessageInfo> alice = only();
        assertThat(one.finds("root")).isTrue();
        Map<String, MessageInfo> both = bucket.all(2);
        String root = both.keySet().stream()
                .filter(key -> !key.equals(alice.getKey()))
                .findFirst()
                .orElseThrow();
        bucket.write(alice.getKey(), value(Objects.requireNonNull(both.get(root))));
        bucket.write(root, value(alice.getValue()));

        SharedInstance other = instance();
        assertThat(other.finds("alice")).isTrue();
        assertThat(other.finds("root")).isTrue();
        assertThat(other.asked()).isEqualTo(2);
        assertThat(other.read(SharedRead.REFUSED)).isEqualTo(2);
    }

    @Test
    void whatIsMadeUpIsNobodys() throws Exception {
        assertThat(instance().finds("alice")).isTrue();
        Map.Entry<String, MessageInfo> alice = only();
        byte[] flipped = value(alice.getValue()).clone();
        flipped[flipped.length / 2] ^= 1;
        List<byte[]> made = List.of(
                flipped,
                new byte[1],
                new byte[1064],
                new byte[100_000],
                "{\"name\": \"root\", \"account\": \"SYS\"}".getBytes(StandardCharsets.UTF_8));
        for (byte[] value : made) {
            bucket.write(alice.getKey(), value);
            SharedInstance other = instance();
            assertThat(other.finds("alice")).isTrue();
            assertThat(other.read(SharedRead.REFUSED))
                    .as("%d bytes: %s", value.length, other.reads())
                    .isOne();
            assertThat(other.asked()).isOne();
            // What it leaves itself must not come after what is made up next.
            await().atMost(PATIENCE).until(() -> other.written(SharedWrite.STORED) == 1);
        }
    }

    @Test
    void whatIsMovedToAnotherBucketIsNobodys() throws Exception {
        assertThat(instance().finds("alice")).isTrue();
        Map.Entry<String, MessageInfo> alice = only();
        bucket.delete(SharedBucket.NAME);
        bucket.create(SharedBucket.NAME);
        bucket.write(alice.getKey(), value(alice.getValue()));

        SharedInstance other = instance();
        assertThat(other.finds("alice")).isTrue();
        assertThat(other.read(SharedRead.REFUSED)).isOne();
        assertThat(other.asked()).isOne();
    }

    @Test
    void whatIsPutBackLaterIsOver() throws Exception {
        assertThat(instance().finds("alice")).isTrue();
        Map.Entry<String, MessageInfo> unused = only();
        SharedInstance later = instance();
        later.ahead(CacheSettings.DEFAULT.ttl().minusSeconds(30));
        assertThat(later.finds("alice")).isTrue();
        assertThat(later.asked()).as("taken until its time is over").isZero();

        SharedInstance muchLater = instance();
        muchLater.ahead(CacheSettings.DEFAULT.ttl().plusSeconds(1));
        assertThat(muchLater.finds("alice")).isTrue();
        assertThat(muchLater.asked()).isOne();
        assertThat(muchLater.read(SharedRead.MISS)).isOne();
    }

    @Test
    void whatWasVerifiedInTheFutureIsNotTaken() throws Exception {
        SharedInstance ahead = instance();
        ahead.ahead(Duration.ofMinutes(1));
        assertThat(ahead.finds("alice")).isTrue();
        Map.Entry<String, MessageInfo> unused = only();

        SharedInstance other = instance();
        assertThat(other.finds("alice")).isTrue();
        assertThat(other.read(SharedRead.REFUSED)).isOne();
        assertThat(other.asked()).isOne();
    }

    /** As after a user was disabled: who has seen that the credential is no good any more takes nothing from before. */
    @Test
    void whatIsRolledBackAfterARejectionIsRefusedByWhoHasSeenIt() throws Exception {
        SharedInstance one = instance();
        assertThat(one.finds("alice")).isTrue();
        Map.Entry<String, MessageInfo> alice = only();
        SharedInstance second = instance();
        SharedInstance third = instance();
        bucket.write(alice.getKey(), new byte[1]);
        second.backend().answer(user -> Mono.just(ScriptedDirectory.WRONG));
        third.backend().answer(user -> Mono.just(ScriptedDirectory.WRONG));
        assertThat(second.finds("alice")).isFalse();
        await().atMost(PATIENCE).until(() -> value(only().getValue()).length > 1);
        assertThat(third.ask("alice", "p-of-alice")).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(third.read(SharedRead.MISS)).as("told by the second").isOne();
        // What it leaves itself must not come after what is put back.
        await().atMost(PATIENCE).until(() -> third.written(SharedWrite.STORED) == 1);

        bucket.write(alice.getKey(), value(alice.getValue()));
        assertThat(second.finds("alice")).isFalse();
        await().atMost(PATIENCE).until(() -> !Arrays.equals(value(only().getValue()), value(alice.getValue())));
        bucket.write(alice.getKey(), value(alice.getValue()));
        assertThat(third.finds("alice")).isFalse();
        assertThat(second.read(SharedRead.REFUSED)).as("%s", second.reads()).isEqualTo(2);
        assertThat(third.read(SharedRead.REFUSED)).isOne();
    }

    @Test
    void whatIsRolledBackAfterAChangeIsRefused() throws Exception {
        SharedInstance one = bucket.instance(Sharing.CHANGING);
        assertThat(one.finds("alice")).isTrue();
        Map.Entry<String, MessageInfo> alice = only();
        one.backend().change("ALICE ");
        bucket.all(2);

        SharedInstance other = bucket.instance(Sharing.CHANGING);
        other.backend().answer(user -> Mono.just(NotMine.NOT_MINE));
        assertThat(other.finds("alice"))
                .as("told of the change, though it has not heard of it")
                .isFalse();
        assertThat(other.read(SharedRead.REFUSED)).isOne();

        bucket.write(alice.getKey(), value(alice.getValue()));
        for (String key : bucket.all().keySet()) {
            if (!key.equals(alice.getKey())) {
                bucket.remove(key);
            }
        }
        assertThat(other.finds("alice"))
                .as("it knows better, whoever removes what told it")
                .isFalse();
        assertThat(one.finds("alice")).isTrue();
        assertThat(one.asked()).as("by its directory, which it has asked again").isEqualTo(2);
    }

    /** They have not heard of it, and find what was left before. */
    @ParameterizedTest
    @EnumSource(names = {"TIMED", "CHANGING"})
    void whoIsRevokedOnRequestIsAskedAboutByInstancesThatAreStartedLater(Sharing sharing) throws Exception {
        SharedInstance one = bucket.instance(sharing);
        assertThat(one.finds("alice")).isTrue();
        bucket.all(1);
        one.revoke("alice");
        bucket.all(2);

        SharedInstance later = bucket.instance(sharing);
        later.backend().answer(user -> Mono.just(NotMine.NOT_MINE));
        assertThat(later.finds("alice")).isFalse();
        assertThat(later.read(SharedRead.REFUSED)).isOne();
        assertThat(later.asked()).isOne();
    }

    /** The limit of it: a new instance knows no more than the bucket tells, and that for no longer than any cache. */
    @Test
    void whoRemovesAChangeKeepsItFromNewInstancesUntilTheTimeOfTheCacheIsOver() throws Exception {
        SharedInstance one = bucket.instance(Sharing.CHANGING);
        assertThat(one.finds("alice")).isTrue();
        Map.Entry<String, MessageInfo> alice = only();
        one.backend().change("alice");
        for (String key : bucket.all(2).keySet()) {
            if (!key.equals(alice.getKey())) {
                bucket.remove(key);
            }
        }

        SharedInstance fooled = bucket.instance(Sharing.CHANGING);
        assertThat(fooled.finds("alice")).isTrue();
        assertThat(fooled.asked()).isZero();
        SharedInstance later = bucket.instance(Sharing.CHANGING);
        later.ahead(CacheSettings.DEFAULT.ttl().plusSeconds(1));
        assertThat(later.finds("alice")).isTrue();
        assertThat(later.asked()).isOne();
    }

    /** Whoever writes garbage in the place of a change has the directory asked, and nobody let in. */
    @Test
    void whatIsWrittenInThePlaceOfAChangeHasTheDirectoryAsked() throws Exception {
        SharedInstance one = bucket.instance(Sharing.CHANGING);
        assertThat(one.finds("alice")).isTrue();
        String alice = only().getKey();
        one.backend().change("alice");
        for (String key : bucket.all(2).keySet()) {
            if (!key.equals(alice)) {
                bucket.write(key, new byte[1064]);
            }
        }

        SharedInstance other = bucket.instance(Sharing.CHANGING);
        assertThat(other.finds("alice")).isTrue();
        assertThat(other.asked()).isOne();
        assertThat(other.read(SharedRead.REFUSED)).isOne();
    }
}
