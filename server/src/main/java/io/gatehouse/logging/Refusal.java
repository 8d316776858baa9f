package io.gatehouse.logging;

import io.gatehouse.pipeline.Decision;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A decision that let nobody in.
 *
 * @param at when it was told, in milliseconds since 1970
 * @param answered whether the client was denied; otherwise the request got no answer
 * @param reason the code of the reason
 * @param detail what is known beside it; empty for nothing
 * @param requests how many requests ended so together
 * @param micros the time from arrival to end, in microseconds
 * @param who whose it was
 */
public record Refusal(
        long at, boolean answered, String reason, String detail, int requests, long micros, List<DecisionField> who) {
    public Refusal {
        who = List.copyOf(who);
    }

    static Refusal denied(Decision decision, String reason, String detail, List<DecisionField> who) {
        return new Refusal(System.currentTimeMillis(), true, reason, detail, 1, micros(decision), who);
    }

    static Refusal dropped(Decision decision, String reason, String detail, int requests, List<DecisionField> who) {
        return new Refusal(System.currentTimeMillis(), false, reason, detail, requests, micros(decision), who);
    }

    private static long micros(Decision decision) {
        return TimeUnit.NANOSECONDS.toMicros(decision.nanos());
    }
}
