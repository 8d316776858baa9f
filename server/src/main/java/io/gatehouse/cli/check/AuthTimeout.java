package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import java.time.Duration;

/** Compares how long nats-server waits for a login with how long we and its clients do. */
final class AuthTimeout {
    /** What nats.go and most other libraries wait for a connection by default. */
    static final Duration USUAL_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** What {@code gatehouse init} writes. */
    static final int WANTED_SECONDS = 3;

    private AuthTimeout() {}

    /** Fails where the server waits no longer than we may take, and warns where it waits no longer than its clients. */
    static void check(double seconds, Duration budget, String place, Findings findings) {
        if (budget.toMillis() >= seconds * 1000) {
            findings.fail(
                    place + " has an auth timeout of " + format(seconds) + ", and callout.budget is "
                            + budget.toMillis() + " ms, so that answers may come too late",
                    "set callout.budget below it; 1500ms is the default");
        }
        if (seconds <= USUAL_CONNECT_TIMEOUT.toSeconds()) {
            findings.warn(
                    place + " has an auth timeout of " + format(seconds)
                            + ", no longer than the connect timeout of most clients (2 s): while no instance answers, clients are refused"
                            + " instead of trying again, and some never come back",
                    "set authorization { timeout: " + WANTED_SECONDS + " }");
        }
    }

    private static String format(double seconds) {
        return seconds == Math.rint(seconds) ? (long) seconds + " s" : seconds + " s";
    }
}
