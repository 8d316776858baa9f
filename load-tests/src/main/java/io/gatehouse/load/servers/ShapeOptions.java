package io.gatehouse.load.servers;

import io.gatehouse.load.options.CheckedOptions;
import io.gatehouse.load.options.DurationConverter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the load is shaped; a picocli mixin. */
final class ShapeOptions extends CheckedOptions {
    private static final String AUTO = "auto";

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Open loop: so many requests per second, whatever becomes of them.")
    private @Nullable Double rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Closed loop: so many requests under way at any time.")
    private @Nullable Integer concurrency;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description =
                    "--concurrency: so many requests at most, and none before them to find the pace with, so that a"
                            + " service is seen from its first request on.")
    private int requests;

    @Option(
            names = "--round",
            paramLabel = "N",
            description = "--requests: every N of them are a step of their own, without a pause between them.")
    private int round;

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "X",
            description = "Open loop in steps: multiples of --capacity, as 1,2,5,10,20.")
    private @Nullable List<Double> steps;

    @Option(
            names = "--storm",
            paramLabel = "N",
            description = "So many clients at once, each coming back as nats.go does until it is in or gives up.")
    private @Nullable Integer storm;

    @Option(
            names = "--capacity",
            paramLabel = "R|auto",
            defaultValue = AUTO,
            description = "Requests per second of step 1; auto searches the highest rate with 99.9 %% in time."
                    + " Default: ${DEFAULT-VALUE}")
    private String capacity = AUTO;

    @Option(
            names = "--step-duration",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long each step takes. Default: ${DEFAULT-VALUE}")
    private Duration stepDuration = Duration.ZERO;

    @Option(
            names = "--seamless",
            description = "Steps without a pause between them, to see how soon the service recovers.")
    private boolean seamless;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long --rate and --concurrency take. Default: ${DEFAULT-VALUE}")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description = "The same load before, not counted; none before a storm. Default: ${DEFAULT-VALUE}")
    private Duration warmup = Duration.ZERO;

    @Option(
            names = "--cooldown",
            paramLabel = "TIME",
            defaultValue = "0",
            converter = DurationConverter.class,
            description = "--rate and --steps: the same load behind, not counted, so that the service is no less busy"
                    + " while the last of what is counted waits. Default: ${DEFAULT-VALUE}")
    private Duration cooldown = Duration.ZERO;

    @Option(
            names = "--retry-wait",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "Storm: how long a client waits before it comes back. Default: ${DEFAULT-VALUE}")
    private Duration retryWait = Duration.ZERO;

    @Option(
            names = "--retry-jitter",
            paramLabel = "TIME",
            defaultValue = "100ms",
            converter = DurationConverter.class,
            description = "Storm: how much longer it waits at most. Default: ${DEFAULT-VALUE}")
    private Duration retryJitter = Duration.ZERO;

    @Option(
            names = "--give-up",
            paramLabel = "N",
            defaultValue = "2",
            description = "Storm: after how many auth errors in a row a client gives up for good."
                    + " Default: ${DEFAULT-VALUE}, as nats.go and jnats")
    private int giveUp;

    Duration warmup() {
        return warmup;
    }

    Duration cooldown() {
        return cooldown;
    }

    /** How many users there must be at least. */
    int users() {
        return storm == null ? 0 : storm;
    }

    LoadProfile profile() {
        require(requests == 0 || concurrency != null, "--requests is for --concurrency");
        if (Stream.of(rate, concurrency, steps, storm)
                        .filter(shape -> shape != null)
                        .count()
                != 1) {
            throw usage("say how the load is shaped, by one of --rate, --concurrency, --steps, --storm");
        }
        if (rate != null) {
            require(rate > 0 && rate <= 1e6, "--rate must be more than 0 and at most 1000000");
            require(!duration.isZero(), "--duration must be more than 0");
            return new LoadProfile.Rate(rate, duration);
        }
        if (concurrency != null) {
            require(concurrency >= 1 && concurrency <= 1_000_000, "--concurrency must be from 1 to 1000000");
            require(!duration.isZero(), "--duration must be more than 0");
            require(requests >= 0 && requests <= 100_000_000, "--requests must be from 1 to 100000000");
            require(round >= 0 && round <= requests, "--round must be from 1 to --requests");
            return new LoadProfile.Concurrency(concurrency, duration, requests, round);
        }
        return steps != null ? stepProfile(steps) : stormProfile();
    }

    private LoadProfile stepProfile(List<Double> factors) {
        require(factors.stream().allMatch(factor -> factor > 0 && factor <= 1000), "--steps are from 0 to 1000");
        require(!stepDuration.isZero(), "--step-duration must be more than 0");
        return new LoadProfile.Steps(factors, capacity.equals(AUTO) ? Double.NaN : number(), stepDuration, seamless);
    }

    private LoadProfile stormProfile() {
        int clients = storm == null ? 0 : storm;
        require(clients >= 1 && clients <= 10_000_000, "--storm must be from 1 to 10000000");
        require(giveUp >= 1 && giveUp <= 100, "--give-up must be from 1 to 100");
        return new LoadProfile.Storm(clients, retryWait, retryJitter, giveUp);
    }

    private double number() {
        try {
            double number = Double.parseDouble(capacity);
            require(number > 0 && number <= 1e6, "--capacity must be more than 0 and at most 1000000, or auto");
            return number;
        } catch (NumberFormatException wrong) {
            throw usage("--capacity must be a number or auto, not '" + capacity + "'");
        }
    }
}
