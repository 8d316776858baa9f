package io.gatehouse.admin.status;

import io.gatehouse.sessions.Sessions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are asked for.
 *
 * @param isOn whether there is a user of the system account
 * @param sessions null while no server answers that user
 */
public record SessionSource(boolean isOn, Supplier<@Nullable Sessions> sessions) {
    /** Without such a user. */
    public static final SessionSource OFF = new SessionSource(false, () -> null);

    /** What is said while no server answers. */
    public static final String SILENCE = "no server answers the user of the system account: /readyz says why";
}
