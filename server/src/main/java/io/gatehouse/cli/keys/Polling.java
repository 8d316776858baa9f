package io.gatehouse.cli.keys;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asking servers again, which tell of no change by themselves. */
final class Polling {
    private Polling() {}

    /** Waits until they may be asked again. */
    static void pause(Duration pause) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
