package io.gatehouse.testkit;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import java.time.Duration;

/** Checks of passwords for contracts: on a machine that does much else none is given up for having waited. */
public final class ContractPasswords {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ContractPasswords() {}

    /** To be closed. */
    public static PasswordChecks checks() {
        HashingSettings defaults = HashingSettings.defaults();
        return new PasswordChecks(
                new HashingSettings(
                        defaults.threads(),
                        defaults.queue(),
                        QueueDiscipline.defaults().withTargetAtLeast(PATIENCE)),
                PasswordChecksRecorder.NONE);
    }
}
