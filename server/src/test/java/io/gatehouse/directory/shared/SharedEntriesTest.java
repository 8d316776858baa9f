package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.Sharing;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a directory shares, before any bucket is there. */
class SharedEntriesTest {
    private final CountingRecorder recorder = new CountingRecorder();
    private final SharedCache cache = new SharedCache(
            new SharedCacheSettings(
                    "SHARED",
                    Secret.of("0123456789abcdef0123456789abcdef"),
                    Duration.ofMillis(50),
                    NatsSettings.of(ServerUrl.of("nats://127.0.0.1:1"), new Login.None())),
            usable -> {});

    @AfterEach
    void close() {
        cache.close();
    }

    private SharedEntries entries(ScriptedBackend backend) {
        return Objects.requireNonNull(cache.of(backend, "meaning", recorder));
    }

    @Test
    void whoIsNotLookedUpByNameIsNotSharedWhereChangesAreToldByName() {
        SharedEntries byToken =
                entries(new ScriptedBackend("staff").sharing(Sharing.CHANGING).reading(LoginPart.TOKEN));
        SharedEntries byName = entries(new ScriptedBackend("people").sharing(Sharing.CHANGING));
        SharedEntries timed = entries(new ScriptedBackend("others").sharing(Sharing.TIMED).reading(LoginPart.TOKEN));

        assertThat(byToken.credential(SampleRequest.login("any-name", "p"))).isNull();
        assertThat(byName.credential(SampleRequest.login("alice", "p"))).isNotNull();
        assertThat(byName.credential(SampleRequest.login(null, "p"))).isNull();
        assertThat(timed.credential(SampleRequest.login("any-name", "p"))).isNotNull();
    }
}
