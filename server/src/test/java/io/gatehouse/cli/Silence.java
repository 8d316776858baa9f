package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.ServiceCounters;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;

/** A login that gets no answer. */
final class Silence {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Silence() {}

    /** Logs in, and asserts that Gatehouse leaves it unanswered for that reason, and answers nobody meanwhile. */
    static void of(Options.Builder client, Stage stage, Drop reason) {
        ServiceCounters counters = stage.service().counters();
        stage.awaitCounted();
        long dropped = counters.drops(reason);
        long granted = counters.grants();
        long denied = counters.denials();
        Options options = client.build();
        Thread thread = new Thread(() -> connect(options), "unanswered-client");
        thread.setDaemon(true);
        thread.start();

        await().atMost(PATIENCE).until(() -> counters.drops(reason) == dropped + 1);
        assertThat(counters.grants()).isEqualTo(granted);
        assertThat(counters.denials()).isEqualTo(denied);
    }

    private static void connect(Options options) {
        try {
            Nats.connect(options).close();
        } catch (IOException e) {
            // Nobody answered, which is what the test is about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
