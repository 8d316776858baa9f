package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.OnEveryServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How long logins of each directory's client take, in the best of a few rounds for each: other programs slow single rounds down, and an
 * outage all of them.
 */
final class LoginTimes {
    private static final int ROUNDS = 3;

    /** Of each client in a round; with {@code -Dgatehouse.servers=all} enough for a p99. */
    private static final int LOGINS = "all".equals(System.getProperty(OnEveryServer.PROPERTY)) ? 200 : 40;

    /** What a machine that has more to do may add. */
    private static final Duration NOISE = Duration.ofMillis(20);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<FiveDirectories.Named, Round> best = new EnumMap<>(FiveDirectories.Named.class);

    private LoginTimes() {}

    /** The times of one client in one round, in nanoseconds. */
    private record Round(long median, long p99) {
        private static Round of(List<Long> times) {
            List<Long> sorted = times.stream().sorted().toList();
            return new Round(sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1 - sorted.size() / 100));
        }

        private Round orBetter(Round other) {
            return other.p99 < p99 ? other : this;
        }
    }

    /** Logs in again and again, as one client after the other. */
    static LoginTimes measure(FiveDirectories directories, Stage stage) throws Exception {
        LoginTimes times = new LoginTimes();
        for (int i = 0; i < ROUNDS; i++) {
            round(directories, stage, LOGINS)
                    .forEach((directory, round) -> times.best.merge(directory, Round.of(round), Round::orBetter));
        }
        return times;
    }

    /** Logins before those that are measured, for the compiler. */
    static void warmUp(FiveDirectories directories, Stage stage) throws Exception {
        assertThat(round(directories, stage, LOGINS / 4)).isNotEmpty();
    }

    private static Map<FiveDirectories.Named, List<Long>> round(FiveDirectories directories, Stage stage, int logins)
            throws Exception {
        Map<FiveDirectories.Named, List<Long>> times = new EnumMap<>(FiveDirectories.Named.class);
        ExecutorService closing = Executors.newCachedThreadPool();
        for (int i = 0; i < logins; i++) {
            for (FiveDirectories.Named directory : FiveDirectories.Named.values()) {
                Options options = directories.client(stage, directory).build();
                long begin = System.nanoTime();
                Connection connection = Nats.connect(options);
                long took = System.nanoTime() - begin;
                times.computeIfAbsent(directory, first -> new ArrayList<>()).add(took);
                // The client library takes its time for it.
                closing.execute(() -> close(connection));
            }
        }
        closing.shutdown();
        assertThat(closing.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return times;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asserts that none of them took twice as long as before. */
    void assertNotSlowerThan(LoginTimes before) {
        best.forEach((directory, round) -> assertThat(round.p99())
                .as("p99 of logins by " + directory + ": " + this + ", before: " + before)
                .isLessThan(
                        2 * Objects.requireNonNull(before.best.get(directory)).p99() + NOISE.toNanos()));
    }

    /** The median and p99 of each, in milliseconds. */
    @Override
    public String toString() {
        return best.entrySet().stream()
                .map(each -> "%s %.1f/%.1f ms"
                        .formatted(
                                each.getKey(),
                                each.getValue().median() / 1e6,
                                each.getValue().p99() / 1e6))
                .collect(Collectors.joining("  "));
    }
}
