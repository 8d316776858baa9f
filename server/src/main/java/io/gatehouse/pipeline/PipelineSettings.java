package io.gatehouse.pipeline;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.time.Duration;

/**
 * How requests are worked off.
 *
 * @param budget how long after its arrival a request may be answered; nats-server waits 2 s by default,
 *     and several clients give up at about that time
 * @param clockDrift how far past its expiry a request is still taken
 * @param workers threads that work on requests, or {@link #ONE_A_CORE}
 * @param queueCapacity requests that may wait for a worker; the oldest is dropped when it is full
 * @param discipline in which order they wait
 * @param signatures how often a server's signature is checked
 * @param warmup how long the pipeline is warmed up at most before the first request is taken
 * @param pendingBytes what the requests that wait for a verdict may hold together, in bytes
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
    private static final Key<Duration> BUDGET = Key.duration("budget", "1500ms", "10ms", "60s")
            .help("How long after its arrival a request may be answered; later it is dropped. nats-server waits for 2 s"
                    + " by default.");
    private static final Key<Duration> CLOCK_DRIFT = Key.duration("clock_drift", "5s", "0s", "5m")
            .help("How long after its expiry a request is still accepted, because clocks may differ.");
    private static final Key<Integer> WORKERS = Key.count("workers", "", 1, 1024)
            .help("Threads that work on requests. When left out, as many as there are cores (a container's limit"
                    + " rounded up), also when that changes while it runs.");
    private static final Key<Integer> QUEUE = Key.count("queue", "4096", 1, 1_000_000)
            .help("How many requests may wait for a worker. When it is full, the oldest is dropped.");
    private static final Key<SignatureRule> SIGNATURES = Key.choice("signatures", SignatureRule.PER_SERVER)
            .help("How often the signature of a server's requests is checked: with `per_server` until one of"
                    + " them was right for a server and its xkey, since from then on only that server can have"
                    + " sealed a request; with `every_request` each time. Without an xkey, every request is checked.");
    private static final Key<Duration> WARMUP = Key.duration("warmup", "500ms", "0s", "1m")
            .help("How long at most made-up requests are answered before the first real one is accepted, so"
                    + " that a new process is fast from the start. `0s` for not at all.");
    private static final Key<Long> PENDING_BYTES = Key.size("pending_bytes", "", "64KiB", "16GiB")
            .help("How much memory all requests that wait for a verdict (a password hash, or a lookup) may"
                    + " hold together, from 64 KiB to 16 GiB. A request that would exceed it gets no answer. When"
                    + " left out, an eighth of the heap: 32 MiB.");

    /** Their keys. */
    public static final Section SECTION = Section.of(
            "callout", BUDGET, CLOCK_DRIFT, WORKERS, QUEUE, SIGNATURES, WARMUP, PENDING_BYTES, QueueDiscipline.SECTION);

    public static final Duration DEFAULT_BUDGET = BUDGET.standard();
    public static final Duration DEFAULT_CLOCK_DRIFT = CLOCK_DRIFT.standard();
    public static final int DEFAULT_QUEUE_CAPACITY = QUEUE.standard();
    public static final Duration DEFAULT_WARMUP = WARMUP.standard();
    public static final int MAX_WORKERS = 1024;

    /** As many workers as there are cores, also when a container is given more or fewer of them while it runs. */
    public static final int ONE_A_CORE = 0;

    public static final long MIN_PENDING_BYTES = 64L << 10;

    /** Requests that wait for a verdict may hold one part of so many of the heap. */
    private static final int PENDING_SHARE = 8;

    public PipelineSettings {
        BUDGET.require(budget);
        CLOCK_DRIFT.require(clockDrift);
        WARMUP.require(warmup);
        if (workers != ONE_A_CORE) {
            WORKERS.require(workers);
        }
        QUEUE.require(queueCapacity);
        PENDING_BYTES.require(pendingBytes);
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
        long share = Runtime.getRuntime().maxMemory() / PENDING_SHARE;
        return Math.max(MIN_PENDING_BYTES, Math.min(16L << 30, share));
    }

    /** The same with another budget. */
    public PipelineSettings withBudget(Duration other) {
        return new PipelineSettings(
                other, clockDrift, workers, queueCapacity, discipline, signatures, warmup, pendingBytes);
    }

    /** The same where requests that wait for a verdict may hold so much. */
    public PipelineSettings withPendingBytes(long bytes) {
        return new PipelineSettings(budget, clockDrift, workers, queueCapacity, discipline, signatures, warmup, bytes);
    }

    /** As it is configured. */
    public static PipelineSettings read(Values root) {
        Values in = root.in(SECTION);
        return new PipelineSettings(
                in.get(BUDGET),
                in.get(CLOCK_DRIFT),
                in.get(WORKERS, ONE_A_CORE),
                in.get(QUEUE),
                QueueDiscipline.read(in),
                in.get(SIGNATURES),
                in.get(WARMUP),
                in.get(PENDING_BYTES, defaultPendingBytes()));
    }

    /** In which order password checks wait: hashes are slow, so that half of the budget may be waited for in order. */
    public QueueDiscipline passwordChecks() {
        return discipline.withTargetAtLeast(budget.dividedBy(2));
    }
}
