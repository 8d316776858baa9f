package io.gatehouse.cli;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import reactor.blockhound.BlockHound;

/**
 * Every blocking call that a thread makes which must not: the workers, Reactor's and netty's. Nothing happens to the call
 * itself, so that tests that share the JVM go on as they were.
 */
final class BlockingCalls {
    /** What may be waited for, and why. */
    private static final List<Allowance> ALLOWANCES = List.of(
            new Allowance(
                    "java.util.concurrent.ThreadPoolExecutor",
                    "getTask",
                    "a worker without work waits for some; it has no event loop that could starve"),
            new Allowance(
                    "io.gatehouse.admission.AdmissionQueue",
                    "lock",
                    "the lock is held for a few field accesses, never while anything else is waited for"),
            new Allowance(
                    "java.util.concurrent.LinkedBlockingQueue",
                    "offer",
                    "holds its lock for as long as it takes to add an element: that is how work is handed to the workers"),
            new Allowance(
                    "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue",
                    "remove",
                    "likewise where a timer is taken back, as where an answer has come in time"),
            new Allowance(
                    "io.gatehouse.crypto.Nonces$Batch",
                    "next",
                    "reads /dev/urandom, which has no end and does not wait once the machine is up; once in 64 nonces"),
            new Allowance(
                    "io.gatehouse.directory.http.MadeUpLogin",
                    "request",
                    "reads /dev/urandom as well, for keys: once for a probe of a backend, and not for each login"),
            new Allowance(
                    "io.gatehouse.transport.Outbox",
                    "publish",
                    "the lock is held while an answer is copied, no longer"),
            new Allowance(
                    "io.gatehouse.transport.Outbox",
                    "flush",
                    "a worker that has answers to send and nothing else to do may wait for the socket"),
            new Allowance(
                    "io.nats.client.impl.WriterMessageQueue",
                    "push",
                    "the client library's lock around its outgoing queue; waits half a second at most for a full one"));

    private static final List<String> FOUND = new CopyOnWriteArrayList<>();
    private static final int FRAMES = 40;
    private static boolean watching;

    private BlockingCalls() {}

    /** Begins to watch, until the JVM ends. */
    static synchronized void watch() {
        if (!watching) {
            BlockHound.builder()
                    .loadIntegrations()
                    .blockingMethodCallback(method -> blocked(method.toString()))
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

    /**
     * BlockHound's own allowances hold only for methods that begin after it was installed; a thread of another test that
     * waits for work since before then would be found.
     */
    private static void blocked(String method) {
        List<StackTraceElement> stack = List.of(Thread.currentThread().getStackTrace());
        if (stack.stream().noneMatch(BlockingCalls::isAllowed)) {
            FOUND.add(stack.stream()
                    .limit(FRAMES)
                    .map(frame -> "\n    at " + frame)
                    .collect(Collectors.joining(
                            "", method + " on " + Thread.currentThread().getName(), "")));
        }
    }

    private static boolean isAllowed(StackTraceElement frame) {
        return ALLOWANCES.stream()
                .anyMatch(allowance -> allowance.type().equals(frame.getClassName())
                        && allowance.method().equals(frame.getMethodName()));
    }

    /**
     * A method inside which blocking is no mistake.
     *
     * @param why for the reader
     */
    private record Allowance(String type, String method, String why) {}
}
