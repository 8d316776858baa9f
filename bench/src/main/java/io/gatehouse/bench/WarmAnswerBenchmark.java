package io.gatehouse.bench;

import com.sun.management.ThreadMXBean;
import io.gatehouse.bench.audit.MeasuredAudit;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Warm answers to the same requests by a directory and by a file directory, a few of each in turn on one thread, so that whatever
 * else the machine does meets both. The time of both together is the benchmark's; {@link Cost} tells them apart, in the thread's
 * CPU time and in bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WarmAnswerBenchmark {
    private static final int BATCH = 64;

    /** The directory that is compared with a file directory. */
    @Param
    public WarmKind kind = WarmKind.KV;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Answers answers = new Answers(null);
    private @Nullable WarmComparison comparison;
    private @Nullable NonceChecks checks;
    private boolean fileFirst;

    /** What has been spent in an iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cost {
        public long answers;
        public long fileNanos;
        public long nanos;
        public long fileBytes;
        public long bytes;
    }

    @Setup
    public void open() throws IOException, InterruptedException, JetStreamApiException, GeneralSecurityException {
        WarmComparison both = new WarmComparison(kind, (request, replyTo, body) -> true, answers);
        comparison = both;
        checks = kind == WarmKind.NKEY ? new NonceChecks(both.users()) : null;
    }

    @TearDown
    public void close() {
        Objects.requireNonNull(comparison).close();
    }

    /** An answer by each; with that of the file comes the check of a signature where the other has to make one. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void both(Cost cost) {
        WarmComparison sides = Objects.requireNonNull(comparison);
        fileFirst = !fileFirst;
        if (fileFirst) {
            answerByFile(sides, cost);
        }
        answer(sides, cost);
        if (!fileFirst) {
            answerByFile(sides, cost);
        }
        cost.answers += BATCH;
        audit(sides, cost);
    }

    /** What the audit log's own threads have taken meanwhile is a part of those answers as well. */
    private static void audit(WarmComparison sides, Cost cost) {
        MeasuredAudit audit = sides.audit();
        if (audit != null) {
            MeasuredAudit.Spent spent = audit.spent();
            cost.nanos += spent.nanos();
            cost.bytes += spent.bytes();
            try {
                audit.check();
            } catch (IllegalStateException e) {
                closeAfter(e, sides);
                throw e;
            }
        }
    }

    /** JMH leaves open what has failed, and would wait for its threads. */
    private static void closeAfter(IllegalStateException failure, WarmComparison sides) {
        try {
            sides.close();
        } catch (IllegalStateException e) {
            failure.addSuppressed(e);
        }
    }

    private void answerByFile(WarmComparison sides, Cost cost) {
        long bytes = allocated();
        long begin = threads.getCurrentThreadCpuTime();
        answers.expect(BATCH);
        for (int i = 0; i < BATCH; i++) {
            sides.file().answer(1);
            if (checks != null) {
                checks.check();
            }
        }
        answers.await();
        cost.fileNanos += threads.getCurrentThreadCpuTime() - begin;
        cost.fileBytes += allocated() - bytes;
    }

    private void answer(WarmComparison sides, Cost cost) {
        long bytes = allocated();
        long begin = threads.getCurrentThreadCpuTime();
        answers.expect(BATCH);
        sides.other().answer(BATCH);
        answers.await();
        cost.nanos += threads.getCurrentThreadCpuTime() - begin;
        cost.bytes += allocated() - bytes;
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
