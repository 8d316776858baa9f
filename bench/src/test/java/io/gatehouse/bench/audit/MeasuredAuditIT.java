package io.gatehouse.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatehouse.audit.AuditTarget;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit log in a stream has the client library's threads as well. */
@AgainstNatsServer
class MeasuredAuditIT {
    @TempDir
    Path folder;

    @Test
    void theThreadsOfTheConnectionCount() throws Exception {
        try (MeasuredAudit audit = MeasuredAudit.open(AuditTarget.STREAM, true, folder)) {
            assertThat(threads())
                    .anyMatch(name -> name.equals("gatehouse-audit"))
                    .anyMatch(name -> name.startsWith("gatehouse:"));
            audit.trail().admin("GET", "/metrics", null, 200);
            audit.awaitStored(2);
            assertThat(audit.spent().nanos()).isPositive();
        }
    }

    @Test
    void aStreamThatIsGoneIsAFailure() throws Exception {
        AuditStreamServer server = AuditStreamServer.start(true);
        MeasuredAudit audit = MeasuredAudit.toStream(server);
        audit.awaitStored(1);
        server.close();
        audit.trail().admin("GET", "/metrics", null, 200);

        assertThatIllegalStateException().isThrownBy(() -> audit.awaitStored(2)).withMessageContaining("nats-server");
        assertThatIllegalStateException().isThrownBy(audit::close);
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> "audit".equals(nameOfGroup(thread)))
                .map(Thread::getName);
    }

    private static String nameOfGroup(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null ? "" : Objects.requireNonNull(group.getName());
    }
}
