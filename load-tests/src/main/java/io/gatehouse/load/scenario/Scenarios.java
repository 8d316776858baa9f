package io.gatehouse.load.scenario;

import io.gatehouse.load.options.LoadException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** All scenarios, with what they take where the user says nothing else. */
enum Scenarios {
    OVERLOAD_WARM(OverloadWarm::new, 0.2, 10),
    OVERLOAD_HASH(OverloadHash::scenario, 0, 20),
    RECOVERY(OverloadRecovery::scenario, 0.2, 10),
    COLD_START(ColdStart::scenario, 1, 10),
    WARM_UP(WarmUpRounds::scenario, 0.2, 10),
    TWO_INSTANCES(TwoInstances::scenario, 0.1, 10),
    MEMORY(ResidentMemory::scenario, 0.2, 10),
    LARGE_DIRECTORY(LargeDirectory::scenario, 0, 30),
    COLD_LOOKUPS(ColdLookups::new, 0, 6),
    COLD_STORM(ColdStorm::scenario, 0, 10),
    COLD_RESTART(ColdRestart::scenario, 0, 15);

    @SuppressWarnings("ImmutableEnumChecker") // method references hold nothing
    private final Supplier<Scenario> maker;

    private final double quota;
    private final int seconds;

    /**
     * @param quota cores that the service is held to; 0 for no limit
     * @param seconds how long each step is measured
     */
    Scenarios(Supplier<Scenario> maker, double quota, int seconds) {
        this.maker = maker;
        this.quota = quota;
        this.seconds = seconds;
    }

    Scenario make() {
        return maker.get();
    }

    double quota() {
        return quota;
    }

    int seconds() {
        return seconds;
    }

    /** As the command line has it: {@code overload-warm}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that name, or all of them for {@code all}. */
    static List<Scenarios> named(String name) {
        if (name.equals("all")) {
            return List.of(values());
        }
        return Arrays.stream(values())
                .filter(scenario -> scenario.words().equals(name))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new LoadException("There is no scenario " + name + "; there are all, "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(Scenarios::words).toList())));
    }
}
