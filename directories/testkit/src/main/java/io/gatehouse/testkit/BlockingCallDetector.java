package io.gatehouse.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import reactor.blockhound.BlockHound;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Finds the calls that block a thread which must not be blocked. It needs BlockHound on the class path and, on JDK 13 and newer,
 * {@code -XX:+AllowRedefinitionToAddDeleteMethods}. A blocking call does what it always does, and is remembered.
 */
final class BlockingCallDetector {
    private static final String THREAD = "never-blocked";
    private static final int FRAMES = 40;

    /** Installed once, for as long as the JVM runs: classes that were changed stay so. */
    private static final Optional<BlockingCallDetector> INSTALLED = install();

    private final List<String> found = new CopyOnWriteArrayList<>();

    private BlockingCallDetector() {}

    /** Empty where it cannot work. */
    static Optional<BlockingCallDetector> find() {
        return INSTALLED;
    }

    private static Optional<BlockingCallDetector> install() {
        BlockingCallDetector detector = new BlockingCallDetector();
        try {
            BlockHound.builder()
                    .loadIntegrations()
                    .allowBlockingCallsInside("io.gatehouse.admission.AdmissionQueue", "lock")
                    .blockingMethodCallback(method -> detector.blocked(method.toString()))
                    .install();
            return Optional.of(detector);
        } catch (LinkageError | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** A thread on which blocking calls are found. */
    static Scheduler scheduler() {
        return Schedulers.newParallel(THREAD, 1);
    }

    /** The calls that were found, each with where it was made. */
    List<String> found() {
        return List.copyOf(found);
    }

    void forget() {
        found.clear();
    }

    private void blocked(String method) {
        Thread thread = Thread.currentThread();
        if (thread.getName().startsWith(THREAD)) {
            found.add(Arrays.stream(thread.getStackTrace())
                    .limit(FRAMES)
                    .map(frame -> "\n    at " + frame)
                    .collect(Collectors.joining("", method, "")));
        }
    }
}
