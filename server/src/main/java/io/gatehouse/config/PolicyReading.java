package io.gatehouse.config;

import io.gatehouse.config.Layers.Found;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.SessionLimit;
import java.time.Duration;
import java.util.List;

/** Reads what bounds everybody, whatever directories say. */
final class PolicyReading {
    private final Reading reading;
    private final boolean operatorMode;

    PolicyReading(Reading reading, boolean operatorMode) {
        this.reading = reading;
        this.operatorMode = operatorMode;
    }

    PolicySettings read() {
        Duration session = reading.duration(Key.CALLOUT_SESSION, Duration.ZERO, SessionLimit.MIN, SessionLimit.MAX);
        return new PolicySettings(allowedAccounts(), session.isZero() ? SessionLimit.NONE : SessionLimit.of(session));
    }

    private List<String> allowedAccounts() {
        Found found = reading.find(Key.CALLOUT_ALLOWED_ACCOUNTS);
        if (found != null && operatorMode) {
            reading.problems()
                    .add(
                            found.where(),
                            found.path(),
                            "is for config mode; in operator mode users are placed only in the accounts of the section"
                                    + " accounts: remove it");
            return List.of();
        }
        return reading.list(Key.CALLOUT_ALLOWED_ACCOUNTS);
    }
}
