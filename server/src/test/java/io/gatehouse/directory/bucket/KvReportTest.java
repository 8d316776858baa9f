package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.policy.text.NameForm;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class KvReportTest {
    private static final ZonedDateTime MADE = ZonedDateTime.parse("2026-01-01T00:00:00Z");
    private final AtomicLong clock = new AtomicLong();

    /** Whoever may store one record could fill the disk with lines about it. */
    @Test
    void recordsThatCannotBeUsedDoNotFloodTheLog() {
        Logger logger = (Logger) LoggerFactory.getLogger("kv." + UUID.randomUUID());
        ListAppender<ILoggingEvent> written = new ListAppender<>();
        logger.setAdditive(false);
        logger.addAppender(written);
        written.start();
        KvTable users = new KvTable(
                new KvRecordReader(
                        "USERS", RecordKind.USERS, NameForm.EXACT, 1, KvReport.mistakes("staff", logger, clock::get)),
                RecordListener.NONE);
        users.beginReading(0, MADE, 0);
        assertThat(users.endReading()).isTrue();

        for (int i = 1; i <= 1_000; i++) {
            users.change(record("anna", "no JSON", i));
        }
        assertThat(written.list).hasSize(1);
        assertThat(written.list.get(0).getFormattedMessage()).startsWith("staff: bucket USERS, key anna");

        for (int i = 1_001; i <= 2_000; i++) {
            users.change(record("u" + i, "no JSON", i));
        }
        assertThat(written.list).hasSizeBetween(10, 100);
    }

    private static KvRecord record(String key, String json, long revision) {
        return new KvRecord(key, json.getBytes(StandardCharsets.UTF_8), revision);
    }
}
