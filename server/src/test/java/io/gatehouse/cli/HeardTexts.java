package io.gatehouse.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The texts that a client hears, of which the first is waited for. */
final class HeardTexts {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);

    void add(String text) {
        texts.add(text);
        first.countDown();
    }

    /** Returns as soon as there is any; whether there is. */
    boolean await(Duration patience) throws InterruptedException {
        return first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<String> all() {
        return List.copyOf(texts);
    }
}
