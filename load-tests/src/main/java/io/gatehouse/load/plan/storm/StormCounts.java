package io.gatehouse.load.plan.storm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is counted while a storm goes on. */
final class StormCounts {
    /** How many clients came back in each tick. */
    private int[] back = new int[4096];

    private final List<StormSecond> seconds = new ArrayList<>();

    private long clientsBack;
    private long lastBack;
    private long attempts;
    private long timedOut;
    private long refused;
    private long requests;
    private long answers;
    private long shed;
    private long late;
    private long hashes;
    private long lookups;
    private int queuePeak;
    private int hashQueuePeak;

    void attempt() {
        attempts++;
    }

    void timedOut() {
        timedOut++;
    }

    void refused() {
        refused++;
    }

    void back(long tick) {
        int at = Math.toIntExact(tick);
        if (at >= back.length) {
            back = Arrays.copyOf(back, Math.max(at + 1, 2 * back.length));
        }
        back[at]++;
        clientsBack++;
        lastBack = tick;
    }

    void request() {
        requests++;
    }

    void answer() {
        answers++;
    }

    void shed(int count) {
        shed += count;
    }

    void late() {
        late++;
    }

    void hash() {
        hashes++;
    }

    void lookup() {
        lookups++;
    }

    void queue(int size) {
        queuePeak = Math.max(queuePeak, size);
    }

    void hashQueue(int size) {
        hashQueuePeak = Math.max(hashQueuePeak, size);
    }

    /** A second is over, in which so many requests were waiting at its end. */
    StormSecond endSecond(long waiting) {
        StormSecond second =
                new StormSecond(seconds.size() + 1, clientsBack, attempts, requests, answers, shed, waiting);
        seconds.add(second);
        return second;
    }

    StormOutcome outcome(int clients, long lostForGood, double serviceMillis, double brokerMillis) {
        return new StormOutcome(
                clients,
                lostForGood,
                Arrays.copyOf(back, Math.min(back.length, Math.toIntExact(lastBack + 1))),
                new StormOutcome.Counts(
                        attempts,
                        timedOut,
                        refused,
                        requests,
                        answers,
                        shed,
                        late,
                        hashes,
                        lookups,
                        queuePeak,
                        hashQueuePeak),
                serviceMillis / Ticks.A_SECOND,
                brokerMillis / Ticks.A_SECOND,
                seconds);
    }
}
