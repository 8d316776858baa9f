package io.gatehouse.admin.status;

import io.gatehouse.admin.Health;
import io.gatehouse.admin.Health.Reason;
import io.gatehouse.admin.status.Observed.Configured;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a service at a moment.
 *
 * @param at in milliseconds since 1970
 * @param configuration null while the service is put together
 */
record Look(long at, Health.State health, @Nullable Configured configuration, List<DirectoryState> directories) {
    static final String NOT_READY = "not_ready";

    Look {
        directories = List.copyOf(directories);
    }

    static Look at(Observed observed, long at) {
        Health.State health = observed.vitals().health().state();
        Configured configuration = observed.configuration().get();
        List<DirectoryState> directories = configuration == null
                ? List.of()
                : configuration.directories().stream()
                        .map(one -> DirectoryState.of(one, health))
                        .toList();
        return new Look(at, health, configuration, directories);
    }

    /** One word for it. */
    String status() {
        return health.broken() != null ? "broken" : health.isReady() ? "ready" : NOT_READY;
    }

    /** All that has been so for a while, each by what it is told apart by. */
    Set<String> things() {
        Set<String> things = new HashSet<>();
        things.add(status());
        health.unmet().forEach(reason -> things.add(waiting(reason)));
        health.notes().forEach(reason -> things.add(note(reason)));
        directories.forEach(directory -> things.add(directory.thing()));
        return things;
    }

    static String waiting(Reason reason) {
        return "waiting " + reason.name();
    }

    static String note(Reason reason) {
        return "note " + reason.name();
    }
}
