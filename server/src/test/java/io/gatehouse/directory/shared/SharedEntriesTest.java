package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.Sharing;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a directory shares, before any bucket is there. */
class SharedEntriesTest {
    private final CountingRecorder recorder = new CountingRecorder();
    private final AtomicInteger mistakes = new AtomicInteger();
    private final SharedCache cache = new SharedCache(
            new SharedCacheSettings(
                    "SHARED",
                    Secret.of("0123456789abcdef0123456789abcdef"),
                    Duration.ofMillis(50),
                    NatsSettings.of(ServerUrl.of("nats://127.0.0.1:1"), new Login.None())),
            usable -> {},
            () -> {
                if (mistakes.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new IllegalStateException("a mistake");
                }
                return Instant.now();
            });

    @AfterEach
    void close() {
        cache.close();
    }

    private SharedEntries entries(ScriptedBackend backend) {
        return Objects.requireNonNull(cache.of(backend, "meaning", recorder));
    }

    @Test
    void afterAChangeThatIsAMistakeTheNextOneIsHeardOf() {
        ScriptedBackend backend = new ScriptedBackend("staff").sharing(Sharing.CHANGING);
        entries(backend).keepFor(Duration.ofMinutes(5));

        mistakes.set(1);
        backend.change("alice");
        assertThat(recorder.count(SharedWrite.DROPPED)).isOne();
        backend.change("bob");

        assertThat(recorder.count(SharedWrite.DROPPED)).isEqualTo(2);
    }

    @Test
    void whoIsNotLookedUpByNameIsNotSharedWhereChangesAreToldByName() {
        SharedEntries byToken =
                entries(new ScriptedBackend("staff").sharing(Sharing.CHANGING).reading(LoginPart.TOKEN));
        SharedEntries byName = entries(new ScriptedBackend("people").sharing(Sharing.CHANGING));
        SharedEntries timed =
                entries(new ScriptedBackend("others").sharing(Sharing.TIMED).reading(LoginPart.TOKEN));

        assertThat(byToken.credential(SampleRequest.login("any-name", "p"))).isNull();
        assertThat(byName.credential(SampleRequest.login("alice", "p"))).isNotNull();
        assertThat(byName.credential(SampleRequest.login(null, "p"))).isNull();
        assertThat(timed.credential(SampleRequest.login("any-name", "p"))).isNotNull();
    }
}
