package io.gatehouse.audit;

import io.gatehouse.audit.sink.FileSinkSettings;
import io.gatehouse.audit.sink.StreamSinkSettings;
import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.ServerUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of audit logs. */
public final class SampleAudit {
    static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

    private static final StreamSinkSettings STREAM = new StreamSinkSettings(
            "audit",
            Duration.ofSeconds(2),
            NatsSettings.of(ServerUrl.of("nats://127.0.0.1:4222"), new NatsSettings.Login.None()));

    private SampleAudit() {}

    /** To the standard output, which a test takes the place of. */
    static AuditSettings settings(boolean required, long queueBytes) {
        return new AuditSettings(AuditTarget.STDOUT, required, queueBytes, null, Set.of(), false, null, STREAM);
    }

    static AuditSettings hashing(@Nullable Secret key, HashedField... fields) {
        return new AuditSettings(AuditTarget.STDOUT, false, 1 << 20, key, Set.of(fields), false, null, STREAM);
    }

    static AuditSettings withClaims() {
        return new AuditSettings(AuditTarget.STDOUT, false, 1 << 20, null, Set.of(), true, null, STREAM);
    }

    /** To a file, which is rotated by hand only, with a queue that takes few records. */
    public static AuditSettings file(Path file) {
        return new AuditSettings(
                AuditTarget.FILE,
                false,
                64 << 10,
                null,
                Set.of(),
                false,
                new FileSinkSettings(file, 1L << 30, Duration.ZERO, 1),
                STREAM);
    }
}
