package io.gatehouse.metrics;

import io.gatehouse.directory.file.FileDirectoryRecorder;
import io.gatehouse.pipeline.CalloutRecorder;
import io.gatehouse.pipeline.Drop;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.transport.ConnectionRecorder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens. It knows no metrics library, so that counting costs a few nanoseconds and the service starts
 * without loading one; {@link Metrics} reads it when somebody asks.
 */
public final class ServiceCounters implements CalloutRecorder, ConnectionRecorder, FileDirectoryRecorder {
    private final LongAdder requests = new LongAdder();
    private final LongAdder granted = new LongAdder();
    private final Map<DenyReason, LongAdder> denied = adders(DenyReason.class);
    private final Map<Drop, LongAdder> dropped = adders(Drop.class);
    private final LookupCounters lookups = new LookupCounters();
    private final LatencyHistogram answers = new LatencyHistogram();
    private final LatencyHistogram waits = new LatencyHistogram();
    private final PasswordCounters passwords = new PasswordCounters();

    private final LongAdder backUps = new LongAdder();
    private final AtomicLong connections = new AtomicLong();
    private final LongAdder reloads = new LongAdder();
    private final LongAdder failedReloads = new LongAdder();
    private volatile boolean connected;
    private volatile boolean outdated;
    private volatile int users;

    @Override
    public void received() {
        requests.increment();
    }

    @Override
    public void shed(int count) {
        requests.add(count);
        adder(dropped, Drop.SHED).add(count);
    }

    @Override
    public void answersMoved() {
        backUps.increment();
    }

    @Override
    public void waited(long nanos) {
        waits.record(nanos);
    }

    @Override
    public void granted(long nanos) {
        granted.increment();
        answers.record(nanos);
    }

    @Override
    public void denied(DenyReason reason, long nanos) {
        adder(denied, reason).increment();
        answers.record(nanos);
    }

    @Override
    public void dropped(Drop reason) {
        adder(dropped, reason).increment();
    }

    @Override
    public void connected() {
        connected = true;
        connections.incrementAndGet();
    }

    @Override
    public void disconnected() {
        connected = false;
    }

    @Override
    public void reloaded(int users) {
        this.users = users;
        outdated = false;
        reloads.increment();
    }

    @Override
    public void reloadFailed() {
        outdated = true;
        failedReloads.increment();
    }

    /** How many requests were read from the connection. */
    public long requests() {
        return requests.sum();
    }

    /** How many users were let in. */
    public long grants() {
        return granted.sum();
    }

    /** How many users were refused. */
    public long denials() {
        return sum(denied);
    }

    /** The time from arrival to answer, of all answers together, in nanoseconds. */
    public long answerNanos() {
        return answers.nanos();
    }

    /** How many requests got no answer. */
    public long drops() {
        return sum(dropped);
    }

    /** How many users were refused for that reason. */
    public long denials(DenyReason reason) {
        return adder(denied, reason).sum();
    }

    /** How many requests got no answer for that reason. */
    public long drops(Drop reason) {
        return adder(dropped, reason).sum();
    }

    /** How credentials were looked up. */
    public LookupCounters lookups() {
        return lookups;
    }

    /** What became of password checks. */
    public PasswordCounters passwords() {
        return passwords;
    }

    LatencyHistogram answers() {
        return answers;
    }

    LatencyHistogram waits() {
        return waits;
    }

    boolean isConnected() {
        return connected;
    }

    /** How often the connection came back after it had been lost. */
    long reconnects() {
        return Math.max(0, connections.get() - 1);
    }

    /** How often answers had to wait for the server, and no more were made. */
    long backUps() {
        return backUps.sum();
    }

    int users() {
        return users;
    }

    /** Whether the directory's file has changed to something that could not be used. */
    boolean isOutdated() {
        return outdated;
    }

    /** How often the users were read and taken into force, at the start too. */
    public long reloads() {
        return reloads.sum();
    }

    /** How often the changed users could not be used. */
    public long failedReloads() {
        return failedReloads.sum();
    }

    static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E constant) {
        return Objects.requireNonNull(adders.get(constant));
    }

    static long sum(Map<?, LongAdder> adders) {
        return adders.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
