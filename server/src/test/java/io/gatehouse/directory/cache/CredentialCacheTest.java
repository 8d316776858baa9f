package io.gatehouse.directory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.SampleCredential;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.Validity;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CredentialCacheTest {
    private static final LookupResult.Found ALICE = ScriptedDirectory.found("alice");
    private static final CredentialParts PARTS = CredentialParts.of(Set.of(LoginPart.USER, LoginPart.PASSWORD));

    private final CredentialKeys keys = new CredentialKeys();
    private final AtomicLong now = new AtomicLong();
    private final CountingRecorder recorder = new CountingRecorder();

    private CredentialCache cache(Duration ttl, Duration negativeTtl, int jitter, long bytes) {
        return new CredentialCache(
                new CacheSettings(ttl, negativeTtl, jitter, bytes),
                recorder,
                now::get,
                () -> Instant.ofEpochSecond(0, now.get()));
    }

    private CredentialKey key(int number) {
        return keys.of(1, PARTS, SampleCredential.password("user", "p" + number).request());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aRightCredentialIsKnownForItsTimeAndNoLonger() {
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ofSeconds(5), 0, 1 << 20);
        cache.put(key(1), ALICE);

        pass(Duration.ofMinutes(5).minusNanos(1));
        assertThat(cache.get(key(1))).isSameAs(ALICE);
        assertThat(cache.get(key(2))).isNull();
        pass(Duration.ofNanos(1));
        assertThat(cache.get(key(1))).isNull();
    }

    @Test
    void aWrongOneIsKnownForItsOwnShorterTime() {
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ofSeconds(5), 10, 1 << 20);
        cache.put(key(1), ScriptedDirectory.WRONG);
        cache.put(key(2), LookupResult.NotMine.NOT_MINE);

        pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(cache.get(key(1))).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(cache.get(key(2))).isEqualTo(LookupResult.NotMine.NOT_MINE);
        pass(Duration.ofNanos(1));
        assertThat(cache.get(key(1))).isNull();
        assertThat(cache.get(key(2))).isNull();
    }

    @Test
    void aTimeOfNothingRemembersNothing() {
        CredentialCache none = cache(Duration.ZERO, Duration.ofSeconds(5), 10, 1 << 20);
        none.put(key(1), ALICE);
        none.put(key(2), ScriptedDirectory.WRONG);
        assertThat(none.get(key(1))).isNull();
        assertThat(none.knownGood(key(1))).isNull();
        assertThat(none.get(key(2))).isNotNull();

        CredentialCache onlyRight = cache(Duration.ofMinutes(5), Duration.ZERO, 10, 1 << 20);
        onlyRight.put(key(1), ALICE);
        onlyRight.put(key(2), ScriptedDirectory.WRONG);
        assertThat(onlyRight.get(key(1))).isNotNull();
        assertThat(onlyRight.get(key(2))).isNull();
    }

    @Test
    void thoseThatCameTogetherDoNotEndTogether() {
        CredentialCache cache = cache(Duration.ofSeconds(100), Duration.ofSeconds(5), 10, 8 << 20);
        List<CredentialKey> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(key(i));
            cache.put(key(i), ALICE);
        }

        pass(Duration.ofSeconds(90).minusNanos(1));
        assertThat(known(cache, all)).isEqualTo(1000);
        pass(Duration.ofSeconds(5));
        assertThat(known(cache, all)).isBetween(650L, 850L);
        pass(Duration.ofSeconds(5));
        assertThat(known(cache, all)).isBetween(400L, 600L);
        pass(Duration.ofSeconds(10).plusNanos(1));
        assertThat(known(cache, all)).isZero();
    }

    @Test
    void whatIsRememberedKeepsToItsBytes() {
        long bytes = 256 << 10;
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ofSeconds(5), 10, bytes);
        for (int i = 0; i < 5000; i++) {
            cache.put(key(i), ALICE);
            cache.put(key(-1 - i), ScriptedDirectory.WRONG);
        }

        assertThat(recorder.bytes(Memory.VERIFIED)).isBetween(bytes / 2, bytes - bytes / 8);
        assertThat(recorder.bytes(Memory.NEGATIVE)).isBetween(bytes / 16, bytes / 8);
        assertThat(recorder.entries(Memory.VERIFIED) + recorder.evicted(Memory.VERIFIED))
                .isEqualTo(5000);
        assertThat(recorder.entries(Memory.NEGATIVE) + recorder.evicted(Memory.NEGATIVE))
                .isEqualTo(5000);
    }

    @Test
    void anIdentityWithMuchToSayWeighsMore() {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sources.add("10." + i / 256 + "." + i % 256 + ".0/24");
        }
        UserLimits large = new UserLimits(
                -1, -1, -1, Sources.of(sources.stream().map(SourceRange::parse).toList()), Hours.ANY);
        LookupResult found =
                new LookupResult.Found(Identity.of("scripted", ScriptedDirectory.entitlement("alice", large)));
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ofSeconds(5), 10, 1 << 20);

        cache.put(key(1), ALICE);
        long small = recorder.bytes(Memory.VERIFIED);
        cache.put(key(2), found);

        assertThat(recorder.bytes(Memory.VERIFIED) - small).isGreaterThan(50_000);
    }

    @Test
    void aCrowdThatGuessesDoesNotPushOutThoseWhoAreRight() {
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ofSeconds(5), 10, 256 << 10);
        List<CredentialKey> right = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            right.add(key(i));
            cache.put(key(i), ALICE);
        }
        for (int i = 100; i < 20_000; i++) {
            cache.put(key(i), i % 2 == 0 ? ScriptedDirectory.WRONG : LookupResult.NotMine.NOT_MINE);
        }

        assertThat(known(cache, right)).isEqualTo(100);
        assertThat(recorder.evicted(Memory.VERIFIED)).isZero();
        assertThat(recorder.evicted(Memory.NEGATIVE)).isGreaterThan(10_000);
    }

    @Test
    void whoWasRightIsKnownLongerThanTheAnswer() {
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ofSeconds(5), 0, 1 << 20);
        cache.put(key(1), ALICE);
        cache.put(key(2), ScriptedDirectory.WRONG);

        pass(Duration.ofMinutes(59));
        assertThat(cache.get(key(1))).isNull();
        assertThat(cache.knownGood(key(1))).isSameAs(ALICE);
        assertThat(cache.knownGood(key(2))).isNull();
        pass(Duration.ofMinutes(2));
        assertThat(cache.knownGood(key(1))).isNull();
    }

    @Test
    void whoIsRefusedIsNotKnownAsRightAnyMore() {
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ZERO, 0, 1 << 20);
        for (LookupResult refusal : List.of(ScriptedDirectory.WRONG, LookupResult.NotMine.NOT_MINE)) {
            cache.put(key(1), ALICE);
            cache.put(key(2), ALICE);
            cache.put(key(1), refusal);

            assertThat(cache.get(key(1))).isNull();
            assertThat(cache.isKnownGood(key(1))).isFalse();
            assertThat(cache.lastGood(key(1), Duration.ofHours(1))).isNull();
            assertThat(cache.isKnownGood(key(2))).isTrue();
        }
    }

    @Test
    void anAnswerIsKnownNoLongerThanItHolds() {
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ofSeconds(5), 10, 1 << 20);
        cache.put(key(1), new LookupResult.Found(ALICE.identity(), new Validity(Instant.ofEpochSecond(60))));
        cache.put(key(2), new LookupResult.Found(ALICE.identity(), new Validity(Instant.EPOCH)));
        cache.put(key(3), new LookupResult.Found(ALICE.identity(), new Validity(Instant.MAX)));

        assertThat(cache.get(key(2))).as("over already").isNull();
        pass(Duration.ofMinutes(1).minusNanos(1));
        assertThat(cache.get(key(1))).isNotNull();
        pass(Duration.ofNanos(1));
        assertThat(cache.get(key(1))).isNull();
        pass(Duration.ofMinutes(3));
        assertThat(cache.get(key(3))).as("for as long as the cache lets it").isNotNull();
        pass(Duration.ofMinutes(2));
        assertThat(cache.get(key(3))).isNull();
    }

    @Test
    void anAnswerThatTakesThePlaceOfAnotherIsCountedOnce() {
        CredentialCache cache = cache(Duration.ofMinutes(5), Duration.ofSeconds(5), 0, 1 << 20);
        cache.put(key(1), ALICE);
        long one = recorder.bytes(Memory.VERIFIED);
        cache.put(key(1), ScriptedDirectory.found("alice"));

        assertThat(recorder.bytes(Memory.VERIFIED)).isEqualTo(one);
        assertThat(recorder.entries(Memory.VERIFIED)).isEqualTo(1);
        assertThat(recorder.evicted(Memory.VERIFIED)).isZero();
    }

    private static long known(CredentialCache cache, List<CredentialKey> keys) {
        return keys.stream().filter(key -> cache.get(key) != null).count();
    }
}
