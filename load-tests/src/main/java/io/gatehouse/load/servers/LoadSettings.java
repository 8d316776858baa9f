package io.gatehouse.load.servers;

import io.gatehouse.load.answer.Expected;
import io.gatehouse.load.request.Workload;
import java.time.Duration;

/**
 * What stays the same in a run whatever its profile.
 *
 * @param subject that requests are published to
 * @param inbox the first token of reply subjects
 * @param budget within which an answer is in time
 * @param authTimeout how long a server waits, which requests say as {@code exp - iat}
 * @param grace how long after its end an open loop may still send what was due before
 * @param settle how long late answers are waited for at most
 */
record LoadSettings(
        Workload workload,
        String subject,
        String inbox,
        Expected expected,
        Duration budget,
        Duration authTimeout,
        Duration grace,
        Duration settle) {
    boolean isSealed() {
        return workload.servers().get(0).box() != null;
    }

    /** Whether it is checked whose signature the responses bear. */
    boolean isIssuerVerified() {
        return !expected.issuers().isEmpty();
    }

    long budgetMicros() {
        return budget.toNanos() / 1000;
    }
}
