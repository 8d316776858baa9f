package io.gatehouse.directory.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whose turn it is among several servers; those that have failed of late come last. */
final class UrlRotation {
    static final Duration REST = Duration.ofSeconds(5);

    private final List<WebUrl> urls;
    private final AtomicInteger turn = new AtomicInteger();

    /** When each has failed, as a time that is not zero; zero when its last answer was good. */
    private final AtomicLongArray failures;

    UrlRotation(List<WebUrl> urls) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("no URL");
        }
        this.urls = List.copyOf(urls);
        this.failures = new AtomicLongArray(urls.size());
    }

    WebUrl url(int index) {
        return urls.get(index);
    }

    /** All of them, in the order that they are to be asked in. */
    List<Integer> order(long now) {
        int first = Math.floorMod(turn.getAndIncrement(), urls.size());
        List<Integer> all = IntStream.range(0, urls.size())
                .mapToObj(i -> (first + i) % urls.size())
                .toList();
        return Stream.concat(
                        all.stream().filter(i -> !rests(i, now)), all.stream().filter(i -> rests(i, now)))
                .toList();
    }

    /** Notes whether one has answered. */
    void note(int index, boolean good, long now) {
        failures.set(index, good ? 0 : now | 1);
    }

    private boolean rests(int index, long now) {
        long failed = failures.get(index);
        return failed != 0 && now - failed < REST.toNanos();
    }
}
