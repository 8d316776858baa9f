package io.gatehouse.pipeline;

import io.gatehouse.admission.QueueDiscipline;
import java.time.Duration;

/**
 * How requests are worked off.
 *
 * @param budget how long after its arrival a request may be answered, 10 ms to 60 s; nats-server waits 2 s by default,
 *     and several clients give up at about that time
 * @param clockDrift how far past its expiry a request is still taken, 0 to 5 min
 * @param workers threads that work on requests, 1 to 1024, or {@link #ONE_A_CORE}
 * @param queueCapacity requests that may wait for a worker, 1 to 1,000,000; the oldest is dropped when it is full
 * @param discipline in which order they wait
 * @param signatures how often a server's signature is checked
 * @param warmup how long the pipeline is warmed up at most before the first request is taken, 0 to 1 min
 * @param pendingBytes what the requests that wait for a verdict may hold together, in bytes, 64 KiB to 16 GiB
 */
public record PipelineSettings(
        Duration budget,
        Duration clockDrift,
        int workers,
        int queueCapacity,
        QueueDiscipline discipline,
        SignatureRule signatures,
        Duration warmup,
        long pendingBytes) {
    public static final Duration DEFAULT_BUDGET = Duration.ofMillis(1500);
    public static final Duration DEFAULT_CLOCK_DRIFT = Duration.ofSeconds(5);
    public static final int DEFAULT_QUEUE_CAPACITY = 4096;

    public static final Duration DEFAULT_WARMUP = Duration.ofMillis(500);
    public static final Duration MAX_WARMUP = Duration.ofMinutes(1);
    public static final Duration MIN_BUDGET = Duration.ofMillis(10);
    public static final Duration MAX_BUDGET = Duration.ofSeconds(60);
    public static final int MAX_WORKERS = 1024;

    /** As many workers as there are cores, also when a container is given more or fewer of them while it runs. */
    public static final int ONE_A_CORE = 0;

    public static final int MAX_QUEUE_CAPACITY = 1_000_000;
    public static final Duration MAX_CLOCK_DRIFT = Duration.ofMinutes(5);

    public static final long MIN_PENDING_BYTES = 64L << 10;
    public static final long MAX_PENDING_BYTES = 16L << 30;

    /** Requests that wait for a verdict may hold one part of so many of the heap. */
    private static final int PENDING_SHARE = 8;

    public PipelineSettings {
        require(between(budget, MIN_BUDGET, MAX_BUDGET), "the budget must be between 10ms and 60s");
        require(between(clockDrift, Duration.ZERO, MAX_CLOCK_DRIFT), "the clock drift must be between 0s and 5m");
        require(between(warmup, Duration.ZERO, MAX_WARMUP), "the warm-up must last between 0s and 1m");
        require(workers >= ONE_A_CORE && workers <= MAX_WORKERS, "the number of workers must be between 1 and 1024");
        require(
                queueCapacity >= 1 && queueCapacity <= MAX_QUEUE_CAPACITY,
                "the queue's capacity must be between 1 and 1000000");
        require(
                pendingBytes >= MIN_PENDING_BYTES && pendingBytes <= MAX_PENDING_BYTES,
                "the requests that wait for a verdict must be allowed between 64KiB and 16GiB");
    }

    /** The defaults for all the rest. */
    public PipelineSettings(Duration budget, Duration clockDrift, int workers, int queueCapacity) {
        this(
                budget,
                clockDrift,
                workers,
                queueCapacity,
                QueueDiscipline.defaults(),
                SignatureRule.PER_SERVER,
                DEFAULT_WARMUP,
                defaultPendingBytes());
    }

    /** One worker for each core, and the defaults. */
    public static PipelineSettings defaults() {
        return new PipelineSettings(DEFAULT_BUDGET, DEFAULT_CLOCK_DRIFT, ONE_A_CORE, DEFAULT_QUEUE_CAPACITY);
    }

    /** An eighth of the heap. */
    public static long defaultPendingBytes() {
        return Math.max(
                MIN_PENDING_BYTES,
                Math.min(MAX_PENDING_BYTES, Runtime.getRuntime().maxMemory() / PENDING_SHARE));
    }

    /** The same where requests that wait for a verdict may hold so much. */
    public PipelineSettings withPendingBytes(long bytes) {
        return new PipelineSettings(budget, clockDrift, workers, queueCapacity, discipline, signatures, warmup, bytes);
    }

    private static boolean between(Duration duration, Duration least, Duration most) {
        return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
