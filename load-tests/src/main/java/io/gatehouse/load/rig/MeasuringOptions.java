package io.gatehouse.load.rig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How services are measured on this machine; a picocli mixin. */
public final class MeasuringOptions {
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each service is measured. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "How long each service is kept busy before, without a limit. Default: ${DEFAULT-VALUE}")
    private int warmUp = 15;

    @Option(names = "--users", paramLabel = "N", description = "Users in users.json. Default: ${DEFAULT-VALUE}")
    private int users = 1000;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of Gatehouse; may be given several times.")
    private List<String> settings = new ArrayList<>();

    /** How often each service is measured. */
    public int rounds() {
        return rounds;
    }

    /** How long each is kept busy before, without a limit. */
    public Duration warmUp() {
        return Duration.ofSeconds(warmUp);
    }

    /** How many users there are in users.json. */
    public int users() {
        return users;
    }

    /** CalloutKeys of Gatehouse's configuration, as {@code callout.budget=1s}. */
    public List<String> settings() {
        return List.copyOf(settings);
    }
}
