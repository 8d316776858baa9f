package io.gatehouse.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaterTest {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private void run() throws Exception {
        Object unused = Later.run(timer, 1, () -> done.add("work"), () -> done.add("ended"))
                .get(50, TimeUnit.SECONDS);
    }

    @Test
    void workIsDoneByTheTimer() throws Exception {
        run();

        assertThat(done).containsExactly("work");
    }

    /** As while the service stops: whoever waits would do so for ever. */
    @Test
    void whereTheTimerHasEndedNobodyWaitsForIt() throws Exception {
        timer.shutdownNow();
        run();

        assertThat(done).containsExactly("ended");
    }
}
