package io.gatehouse.load.scenario;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a scenario is measured.
 *
 * @param rounds how often
 * @param measured how long each step lasts
 * @param warmUp how long a service is kept busy before, without a limit
 * @param quota cores that a service is held to; 0 for no limit
 * @param settings keys of Gatehouse's configuration, as {@code callout.budget=1s}
 * @param off the keys that take its storm control away
 * @param users how many there are in users.json
 * @param large how many there are in a directory that is to be large
 * @param only the types of directories that are measured, where there are several; empty for all
 * @param peers whether peers are measured as well, where a scenario has any
 * @param teller gets a line for each step
 */
public record ScenarioSettings(
        int rounds,
        Duration measured,
        Duration warmUp,
        double quota,
        List<String> settings,
        List<String> off,
        int users,
        int large,
        List<String> only,
        boolean peers,
        Consumer<String> teller) {
    /** Within which an answer is in time; so long an overload continues after the part that is counted. */
    static final Duration BUDGET = Duration.ofSeconds(2);

    public ScenarioSettings {
        settings = List.copyOf(settings);
        off = List.copyOf(off);
        only = List.copyOf(only);
    }

    void tell(String line) {
        teller.accept(line);
    }
}
