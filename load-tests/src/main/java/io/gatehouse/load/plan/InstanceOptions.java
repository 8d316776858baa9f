package io.gatehouse.load.plan;

import io.gatehouse.load.options.CheckedOptions;
import io.gatehouse.load.options.DurationConverter;
import io.gatehouse.load.plan.storm.Costs;
import io.gatehouse.load.plan.storm.SimulatedBackend;
import io.gatehouse.load.plan.storm.SimulatedService;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an instance of Gatehouse is like, and what it takes to answer; a picocli mixin. */
final class InstanceOptions extends CheckedOptions {
    private static final double NANOS_OF_MILLI = 1e6;
    private static final double MICROS_OF_MILLI = 1e3;
    private static final long MOST_USERS = 1_000_000_000;
    private static final int MOST_PLACES = 1_000_000;
    private static final Duration LONGEST = Duration.ofHours(2);

    /** What the check of a request's signature takes, where there is no xkey that vouches for the server. */
    private static final double SIGNATURE_MICROS = 25;

    @Option(
            names = "--directory",
            paramLabel = "TYPE",
            defaultValue = "file",
            description =
                    "Type of the directory: file (default), kv, token, nkey, certificate, oidc, http, ldap or postgres.")
    private String directory = "";

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            defaultValue = "bcrypt:10",
            converter = HashKind.Converter.class,
            description = "file and kv: how passwords are stored: bcrypt:COST, argon2id or plain. Default: bcrypt:10")
    private HashKind hash = new HashKind("plain", 0, 0);

    @Option(
            names = "--hash-cost",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "CPU time of a hash. Default: as measured, 48ms for bcrypt:10")
    private @Nullable Duration hashCost;

    @Option(
            names = "--answer-cost",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "CPU time of an answer from memory. Default: as measured, 31us for most types, or what --from says")
    private @Nullable Duration answerCost;

    @Option(
            names = "--cold-cost",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "CPU time of an answer about credentials that are not cached, without the hash. Default: as measured")
    private @Nullable Duration coldCost;

    @Option(names = "--no-xkey", description = "Requests are not sealed, so that each one's signature is checked.")
    private boolean noXkey;

    @Option(
            names = "--warm-share",
            paramLabel = "0..1",
            defaultValue = "0",
            description =
                    "The share of the clients that every instance still has in its cache. Default: 0, as after cache.ttl")
    private double warmShare;

    @Option(names = "--cores", paramLabel = "N", defaultValue = "2", description = "Cores of each instance. Default: 2")
    private double cores;

    @Option(
            names = "--hashing-threads",
            paramLabel = "N",
            description = "passwords.threads of each. Default: one less than cores, and at least one")
    private @Nullable Integer hashingThreads;

    @Option(
            names = "--backend-rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "http, ldap, postgres: logins that the backend answers in a second, in total. Default: 1000")
    private double backendRate;

    @Option(
            names = "--backend-places",
            paramLabel = "N",
            defaultValue = "32",
            description = "http, ldap, postgres: how many the backend works on at a time, in total. Default: 32")
    private int backendPlaces;

    @Option(
            names = "--shared-cache",
            description = "http, ldap, postgres: the instances share the answers of the backend.")
    private boolean sharedCache;

    @Option(
            names = "--lose",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many instances stop during the storm, and do not come back. Default: 0")
    private int lose;

    @Option(
            names = "--lose-after",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long after the restart they stop. Default: 5s")
    private Duration loseAfter = Duration.ZERO;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "file and kv: users that are held in memory. Default: as many as clients")
    private @Nullable Long users;

    DirectoryKind kind() {
        return usable(() -> DirectoryKind.named(directory));
    }

    /**
     * The instances.
     *
     * @param count of each cluster
     * @param measured CPU time of an answer in microseconds, where it was measured
     */
    SimulatedService service(int count, OptionalDouble measured) {
        require(lose >= 0 && lose < PlanSearch.MOST, "--lose must be from 0 to " + (PlanSearch.MOST - 1));
        require(loseAfter.compareTo(LONGEST) <= 0, "--lose-after must be at most 2h");
        require(users == null || (users >= 0 && users <= MOST_USERS), "--users must be from 0 to 1,000,000,000");
        require(cores <= 256, "--cores must be at most 256");
        require(hashingThreads == null || hashingThreads <= 256, "--hashing-threads must be at most 256");
        return usable(() -> new SimulatedService(count, cores, threads(), costs(measured), warmShare, lose, loseAfter));
    }

    /** How many instances are lost. */
    int lost() {
        return lose;
    }

    private int threads() {
        return hashingThreads == null ? (int) Math.max(1, Math.ceil(cores) - 1) : hashingThreads;
    }

    private Costs costs(OptionalDouble measured) {
        DirectoryKind kind = kind();
        double more = noXkey ? SIGNATURE_MICROS : 0;
        double warm = answerCost == null
                ? measured.orElse(kind.warmMicros() + more) / MICROS_OF_MILLI
                : answerCost.toNanos() / NANOS_OF_MILLI;
        // A machine that is slower with the one answer is so with the other.
        double slower = warm * MICROS_OF_MILLI / (kind.warmMicros() + more);
        double cold = coldCost == null
                ? (kind.coldMicros() + more) * slower / MICROS_OF_MILLI
                : coldCost.toNanos() / NANOS_OF_MILLI;
        return new Costs(warm, cold, kind.hashes() ? hash().millis() : 0);
    }

    private HashKind hash() {
        return hashCost == null ? hash : hash.taking(hashCost.toNanos() / NANOS_OF_MILLI);
    }

    /** What is asked about those who are not known; null where nothing is. */
    @Nullable SimulatedBackend backend() {
        require(backendPlaces <= MOST_PLACES, "--backend-places must be at most 1,000,000");
        return kind().asks() ? usable(() -> new SimulatedBackend(backendRate, backendPlaces, sharedCache)) : null;
    }

    /**
     * What an instance needs.
     *
     * @param clients of all clusters
     * @param clusters whose instances each see their own clients
     */
    MemoryNeed memory(int clients, int clusters) {
        long seen = (clients + clusters - 1L) / clusters;
        HashKind hashed = kind().hashes() ? hash : new HashKind("plain", 0, 0);
        return MemoryNeed.of(kind(), users == null ? clients : users, seen, hashed, threads());
    }
}
