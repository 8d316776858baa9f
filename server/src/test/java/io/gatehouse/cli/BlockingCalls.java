package io.gatehouse.cli;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.blockhound.BlockHound;

/**
 * Every blocking call that a thread makes which must not: the workers, Reactor's and netty's. Nothing happens to the call
 * itself, so that tests that share the JVM go on as they were.
 */
final class BlockingCalls {
    private static final List<String> FOUND = new CopyOnWriteArrayList<>();
    private static boolean watching;

    private BlockingCalls() {}

    /** Begins to watch, until the JVM ends. */
    static synchronized void watch() {
        if (!watching) {
            BlockHound.builder()
                    .loadIntegrations(BlockingCalls::allow)
                    .blockingMethodCallback(method -> FOUND.add(describe(method.toString())))
                    .install();
            watching = true;
        }
    }

    /** What was found since it was forgotten last. */
    static List<String> found() {
        return List.copyOf(FOUND);
    }

    static void forget() {
        FOUND.clear();
    }

    private static void allow(BlockHound.Builder builder) {}

    private static String describe(String method) {
        String stack = Stream.of(Thread.currentThread().getStackTrace())
                .skip(2)
                .filter(frame -> !frame.getClassName().startsWith("reactor.blockhound"))
                .limit(40)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
        return method + " on " + Thread.currentThread().getName() + stack;
    }
}
