package io.gatehouse.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final int MOST = 100;

    /** Threads of the product and of Reactor that must not be blocked either. */
    private static final List<String> OTHERS = List.of("gatehouse-web-", "gatehouse-postgres-", "parallel-");

    /** Installed once, for as long as the JVM runs: classes that were changed stay so. */
    private static final Optional<BlockingCallDetector> INSTALLED = install();

    private final List<Found> found = new CopyOnWriteArrayList<>();

    private BlockingCallDetector() {}

    /** A call, with where it was made. */
    private record Found(String thread, String call) {
        boolean isOn(String begin) {
            return thread.startsWith(begin);
        }

        @Override
        public String toString() {
            return thread + ": " + call;
        }
    }

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
                    .allowBlockingCallsInside(PacedLogins.class.getName(), "waitUntil")
                    .allowBlockingCallsInside(ClassLoader.class.getName(), "loadClass")
                    // Holds its lock for as long as it takes to add an element: that is how work is handed to a pool.
                    .allowBlockingCallsInside("java.util.concurrent.LinkedBlockingQueue", "offer")
                    // Likewise where a timer is taken back, as where an answer has come in time.
                    .allowBlockingCallsInside(
                            "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove")
                    // Reads /dev/urandom, which does not block.
                    .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully")
                    .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
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

    /** The calls on such threads that were found, each with where it was made. */
    List<String> found() {
        return on(List.of(THREAD));
    }

    /** The same on any thread that must not be blocked. */
    List<String> foundAnywhere() {
        return Stream.concat(found().stream(), on(OTHERS).stream()).toList();
    }

    private List<String> on(List<String> threads) {
        return found.stream()
                .filter(each -> threads.stream().anyMatch(each::isOn))
                .map(Found::toString)
                .toList();
    }

    void forget() {
        found.clear();
    }

    private void blocked(String method) {
        Thread thread = Thread.currentThread();
        boolean counts = thread.getName().startsWith(THREAD) || OTHERS.stream().anyMatch(thread.getName()::startsWith);
        if (!counts || found.size() >= MOST) {
            return;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        if (Arrays.stream(stack).noneMatch(BlockingCallDetector::isWithoutWork)) {
            found.add(new Found(
                    thread.getName(),
                    Arrays.stream(stack)
                            .limit(FRAMES)
                            .map(frame -> "\n    at " + frame)
                            .collect(Collectors.joining("", method, ""))));
        }
    }

    /** BlockHound allows this only to threads that began to wait for work after it was installed. */
    private static boolean isWithoutWork(StackTraceElement frame) {
        return frame.getClassName().equals(ThreadPoolExecutor.class.getName())
                && frame.getMethodName().equals("getTask");
    }
}
