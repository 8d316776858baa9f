package io.gatehouse.service;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a start has opened up to now, to be closed, the newest first, when its next step fails. */
final class Unwinding {
    private final Deque<Runnable> opened = new ArrayDeque<>();

    /** Adds how to close what was just opened. */
    void add(Runnable close) {
        opened.push(close);
    }

    /** Closes everything; what fails in that is added to the cause. */
    void close(Throwable cause) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().run();
            } catch (RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
