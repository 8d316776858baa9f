package io.gatehouse.metrics;

import io.gatehouse.audit.AuditCounts;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.tracing.TraceCounts;
import io.gatehouse.transport.ConnectionRecorder;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/**
 * Counts what happens. It uses no metrics library, so that counting costs a few nanoseconds and the service starts
 * without loading one; {@link Metrics} reads it when it is scraped.
 */
public final class ServiceCounters implements DecisionListener, ConnectionRecorder, LookupRecorder {
    final LatencyHistogram answers = new LatencyHistogram();
    final LatencyHistogram waits = new LatencyHistogram();
    final EnumCounters<DenyReason> denied = new EnumCounters<>(DenyReason.class);
    final EnumCounters<Drop> dropped = new EnumCounters<>(Drop.class);
    final EnumCounters<Limit> limited = new EnumCounters<>(Limit.class);
    final LongAdder backpressure = new LongAdder();
    final ConcurrentMap<String, DirectoryCounters> directories = new ConcurrentHashMap<>();
    volatile boolean connected;
    volatile boolean sharedCacheUsable;

    private final LongAdder requests = new LongAdder();
    private final LongAdder granted = new LongAdder();
    private final AtomicLong connections = new AtomicLong();
    private final PasswordCounters passwords = new PasswordCounters();
    private final AuditCounts audit = new AuditCounts();
    private final TraceCounts traces = new TraceCounts();
    private final RevocationCounters revocations = new RevocationCounters();
    private final PollCounters polls = new PollCounters();
    private final KeyCounters keys = new KeyCounters();
    private final ConfigCounters configuration = new ConfigCounters(InstantSource.system());

    @Override
    public void onReceived(int count) {
        requests.add(count);
    }

    @Override
    public void onWritable() {
        backpressure.increment();
    }

    @Override
    public void onDecision(Decision decision, int count) {
        if (decision.wasTaken()) {
            waits.record(decision.waitedNanos());
        }
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.Dropped drop) {
            dropped.add(drop.reason(), count);
            return;
        }
        if (verdict instanceof Verdict.Denied denial) {
            denied.add(denial.reason(), 1);
        } else {
            granted.increment();
        }
        answers.record(decision.nanos());
    }

    /** The last trace of each bucket is the bucket's exemplar. */
    @Override
    public void onTraced(Decision decision, LoginTrace trace) {
        waits.exemplify(TracedTime.of(decision.waitedNanos(), decision.takenAt(), trace));
        if (!(decision.verdict() instanceof Verdict.Dropped)) {
            answers.exemplify(TracedTime.of(decision.nanos(), decision.endedAt(), trace));
        }
    }

    @Override
    public void connected() {
        connected = true;
        connections.incrementAndGet();
    }

    /** What the keys that are held were used for. */
    public KeyCounters keys() {
        return keys;
    }

    /** Whether the bucket of the shared cache can be used. */
    public void sharedCacheUsable(boolean now) {
        sharedCacheUsable = now;
    }

    /** How many credentials were looked for in the shared cache with that result. */
    public long sharedReads(SharedRead result) {
        return sum(directory -> directory.sharedReads.get(result));
    }

    /** How often something was to be left in the shared cache, and that became of it. */
    public long sharedWrites(SharedWrite result) {
        return sum(directory -> directory.sharedWrites.get(result));
    }

    @Override
    public void disconnected() {
        connected = false;
    }

    /** The counters of a directory; one that takes another's place with the same name and type goes on with its counters. */
    @Override
    public LookupRecorder directory(String name, String type) {
        return counters(name, type);
    }

    /** Counts the reloads of a directory's file. */
    public ReloadRecorder reloads(String name, String type) {
        return counters(name, type);
    }

    private DirectoryCounters counters(String name, String type) {
        DirectoryCounters known = directories.get(name);
        return known != null && known.type.equals(type)
                ? known
                : Objects.requireNonNull(directories.compute(
                        name,
                        (same, now) -> now != null && now.type.equals(type) ? now : new DirectoryCounters(name, type)));
    }

    /** Forgets what was counted of a directory that is in use no more. */
    public void forget(String name) {
        directories.remove(name);
    }

    /** What became of audit records. */
    public AuditCounts audit() {
        return audit;
    }

    /** What became of traces. */
    public TraceCounts traces() {
        return traces;
    }

    /** What became of changes of the configuration. */
    public ConfigCounters configuration() {
        return configuration;
    }

    /** What became of users who were revoked. */
    public RevocationCounters revocations() {
        return revocations;
    }

    /** Hears of questions about users who have sessions. */
    public PollCounters polls() {
        return polls;
    }

    @Override
    public void limited(Limit by) {
        limited.add(by, 1);
    }

    /** What was counted up to now. */
    public CounterSample sample() {
        return new CounterSample(
                requests.sum(), granted.sum(), denied.values(), dropped.values(), answers.counts(), answers.nanos());
    }

    /** What was counted of a directory. */
    public DirectoryCount count(String directory) {
        DirectoryCounters known = directories.get(directory);
        return known == null ? DirectoryCount.NONE : DirectoryCount.of(known);
    }

    /** Whether there is a connection now. */
    public boolean isConnected() {
        return connected;
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
        return denied.sum();
    }

    /** How many users were refused for that reason. */
    public long denials(DenyReason reason) {
        return denied.get(reason);
    }

    /** How many requests got no answer. */
    public long drops() {
        return dropped.sum();
    }

    /** How many requests got no answer for that reason. */
    public long drops(Drop reason) {
        return dropped.get(reason);
    }

    /** The time from arrival to answer, of all answers together, in nanoseconds. */
    public long answerNanos() {
        return answers.nanos();
    }

    public PasswordCounters passwords() {
        return passwords;
    }

    /** How many credentials were looked for in the caches of all directories with that result. */
    public long cacheRequests(Result result) {
        return sum(directory -> directory.requests.get(result));
    }

    /** How many credentials are in the caches of all directories. */
    public long cacheEntries(Memory memory) {
        return sum(directory -> directory.entries.get(memory));
    }

    /** How many logins were not looked up after too many failures. */
    public long limitations(Limit by) {
        return limited.get(by);
    }

    /** How often a file of users was read and taken into use, at the start too. */
    public long reloads() {
        return sum(directory -> directory.reloads.sum());
    }

    /** How often a changed file of users could not be used. */
    public long failedReloads() {
        return sum(directory -> directory.failedReloads.sum());
    }

    /** How often the connection came back after it had been lost. */
    public long reconnects() {
        return Math.max(0, connections.get() - 1);
    }

    private long sum(ToLongFunction<DirectoryCounters> count) {
        return directories.values().stream().mapToLong(count).sum();
    }
}
