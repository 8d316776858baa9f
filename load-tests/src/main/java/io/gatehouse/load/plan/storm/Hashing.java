package io.gatehouse.load.plan.storm;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.MovingAverage;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.pipeline.PipelineSettings;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The hashing threads of an instance, and Gatehouse's own queue before them. */
final class Hashing {
    private static final long MOST_BYTES = 10L << 20;
    private static final double NOTHING = 1e-9;

    private final double millis;
    private final Ticks ticks;
    private final StormCounts tally;
    private final Consumer<Login> verified;
    private final AdmissionQueue<Login> queue;
    private final MovingAverage usual = new MovingAverage();
    private final @Nullable Login[] checks;
    private final double[] left;
    private final long[] begun;
    private double roomInTick;
    private long tick = -1;

    /** @param verified takes each login whose password was found right */
    Hashing(int threads, double millis, Ticks ticks, StormCounts tally, Consumer<Login> verified) {
        this.millis = millis;
        this.ticks = ticks;
        this.tally = tally;
        this.verified = verified;
        this.checks = new Login[threads];
        this.left = new double[threads];
        this.begun = new long[threads];
        this.queue = new AdmissionQueue<>(
                HashingSettings.DEFAULT_QUEUE,
                MOST_BYTES,
                ticks,
                (login, why) -> tally.shed(1),
                PipelineSettings.defaults().passwordChecks(),
                (login, now) -> usual.nanos(now));
    }

    void offer(Login login) {
        login.arriveAgain(ticks.getAsLong());
        queue.offer(login);
        tally.hashQueue(queue.size());
    }

    int waiting() {
        return queue.size();
    }

    /** Hashes with what CPU time there is, each thread for a tick at most; what was used of it. */
    double work(double cpu) {
        if (tick != ticks.now()) {
            tick = ticks.now();
            roomInTick = checks.length * Ticks.MILLIS;
        }
        int wanted = Math.min(checks.length, busy() + queue.size());
        double given = Math.min(cpu, roomInTick);
        double used = 0;
        for (int thread = 0; thread < checks.length && wanted > 0 && given - used > NOTHING; thread++) {
            double here = work(thread, Math.min(Ticks.MILLIS, (given - used) / wanted));
            wanted -= here > 0 ? 1 : 0;
            used += here;
        }
        roomInTick -= used;
        return used;
    }

    private int busy() {
        int count = 0;
        for (Login check : checks) {
            count += check == null ? 0 : 1;
        }
        return count;
    }

    private double work(int thread, double cpu) {
        double unused = cpu;
        while (unused > NOTHING) {
            Login check = checks[thread];
            if (check == null) {
                check = queue.poll();
                if (check == null) {
                    break;
                }
                begin(thread, check);
            }
            double done = Math.min(unused, left[thread]);
            left[thread] -= done;
            unused -= done;
            if (left[thread] <= NOTHING) {
                end(thread, check);
            }
        }
        return cpu - unused;
    }

    private void begin(int thread, Login check) {
        checks[thread] = check;
        left[thread] = millis;
        begun[thread] = ticks.getAsLong();
    }

    private void end(int thread, Login check) {
        checks[thread] = null;
        long now = ticks.getAsLong();
        usual.measured(Math.max(1, now - begun[thread]), now);
        tally.hash();
        verified.accept(check);
    }
}
