package io.gatehouse.metrics;

import org.jspecify.annotations.Nullable;

/**
 * What was counted of a directory.
 *
 * @param users how many it has; null where it does not say
 * @param breakerOpen whether no lookup is begun since the backend fails
 * @param inFlight lookups that it is working on now
 * @param failed lookups that its backend has not answered
 * @param timedOut lookups that took longer than they may
 * @param stale logins that were answered from memory while the backend failed
 * @param cached credentials that are remembered now
 */
public record DirectoryCount(
        @Nullable Integer users,
        boolean breakerOpen,
        long inFlight,
        long failed,
        long timedOut,
        long stale,
        long cached) {
    static final DirectoryCount NONE = new DirectoryCount(null, false, 0, 0, 0, 0, 0);

    static DirectoryCount of(DirectoryCounters directory) {
        boolean hasUsers = !directory.hasRevocations && directory.reloads.sum() > 0;
        return new DirectoryCount(
                hasUsers ? directory.users : null,
                directory.isBreakerOpen(),
                directory.inFlight.sum(),
                directory.failed.sum(),
                directory.timedOut.sum(),
                directory.stale.sum(),
                directory.entries.sum());
    }
}
