package io.gatehouse.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServerLogTest {
    private final ServerLog log = new ServerLog();

    @Test
    void findsALineThatIsAlreadyThere() {
        log.add("one");
        log.add("two");

        assertThat(log.await("t.o")).isEqualTo("two");
    }

    @Test
    void waitsForALineThatComesLater() {
        CompletableFuture<String> found = CompletableFuture.supplyAsync(() -> log.await("late"));
        log.add("early");
        log.add("too late");

        assertThat(found).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("too late");
    }

    @Test
    void passesOverLinesBeforeTheMark() {
        log.add("ready");
        long mark = log.mark();

        assertThat(log.find(Pattern.compile("ready"), mark, Duration.ZERO)).isEmpty();
        log.add("ready again");
        assertThat(log.awaitAfter(mark, "ready")).isEqualTo("ready again");
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        assertThatExceptionOfType(NatsServerException.class)
                .isThrownBy(() -> log.await("never", 0, Duration.ofMillis(1)))
                .withMessage("No line of the log matches 'never' within 1 ms; its log is empty");
    }

    @Test
    void forgetsOldLinesButKeepsMarksRight() {
        for (int i = 0; i < 50_000; i++) {
            log.add("line " + i);
        }

        assertThat(log.mark()).isEqualTo(50_000);
        assertThat(log.lines()).hasSizeBetween(20_000, 40_000).last().isEqualTo("line 49999");
        assertThat(log.linesAfter(49_998)).containsExactly("line 49998", "line 49999");
        assertThat(log.await("line")).startsWith("line ");
    }
}
