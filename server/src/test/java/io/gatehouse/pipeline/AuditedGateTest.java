package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.audit.AuditCounts;
import io.gatehouse.audit.AuditLines;
import io.gatehouse.audit.AuditTrail;
import io.gatehouse.audit.SampleAudit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Far more requests than can be answered, and far more decisions than can be recorded. */
@Timeout(120)
class AuditedGateTest {
    private static final int REQUESTS = 30_000;
    private static final int GOOD_ONES = 300;

    @TempDir
    private Path dir;

    @Test
    void whatIsAdmittedIsRecordedOrCountedAndWhatIsShedIsANumber() throws Exception {
        Path file = dir.resolve("audit.jsonl");
        AuditCounts counts = new AuditCounts();
        AtomicLong unread = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        try (AuditTrail trail = new AuditTrail(SampleAudit.file(file), "one", "1", counts);
                GateScene scene =
                        GateScene.sealed(GateScene.settings(Duration.ofSeconds(30), 1, 64), GateScene.grantAll())) {
            trail.start("1");
            DecisionListener sum = (decision, requests) -> (decision.wasTaken() ? taken : unread).addAndGet(requests);
            // Told last, since the trail is closed once all are counted.
            scene.listener = trail.and(sum);
            byte[] garbage = new byte[200];
            for (int i = 0; i < REQUESTS; i++) {
                scene.arrive(i % (REQUESTS / GOOD_ONES) == 0 ? scene.goodBody() : garbage);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> taken.get() + unread.get() == REQUESTS);
        }

        List<Map<String, Object>> records = AuditLines.of(file);
        long decisions = count(records, "decision");
        assertThat(unread.get()).isPositive();
        assertThat(sum(records, "unread", "requests")).isEqualTo(unread.get());
        assertThat(decisions + counts.dropped()).isEqualTo(taken.get());
        assertThat(sum(records, "gap", "records")).isEqualTo(counts.dropped());
        assertThat(counts.stored()).isEqualTo(records.size());
    }

    private static long count(List<Map<String, Object>> records, String type) {
        return records.stream().filter(each -> type.equals(each.get("type"))).count();
    }

    private static long sum(List<Map<String, Object>> records, String type, String member) {
        return records.stream()
                .filter(each -> type.equals(each.get("type")))
                .mapToLong(each -> ((Number) each.getOrDefault(member, 0)).longValue())
                .sum();
    }
}
