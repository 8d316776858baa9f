package io.gatehouse.revocation;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sessions of who is revoked are found and closed.
 *
 * @param nats the connection of a user of the system account
 * @param secret what messages to other instances are sealed under, or several such, one a line; null where there are no others to tell
 * @param rate sessions a second that are closed of those who may still log in
 * @param authTimeout how long nats-server waits for the answer to a login
 * @param poll how directories are asked about users with sessions
 */
public record RevocationSettings(
        NatsSettings nats, @Nullable Secret secret, int rate, Duration authTimeout, PollSettings poll) {
    private static final int LEAST_SECRET = 32;

    private static final Key<Secret> SECRET = Key.secretLines("secret")
            .help(
                    "The key that instances seal their messages to each other with, written out: at least 32 bytes, the same for"
                            + " all instances, and used for nothing else. Better from the environment, or in a file of its own."
                            + " Without it, the other instances are not informed. Two, each in a line of its own, while [one is"
                            + " replaced](../guides/rotation.md#other-secrets).");
    private static final Key<Secret> SECRET_FILE = Key.secretLinesFile("secret_file")
            .help(
                    "File whose content is that secret, as `openssl rand -hex 32` makes one, or several, each in a line of its"
                            + " own.");
    private static final Key<Integer> RATE = Key.count("rate", "1000", 1, 1_000_000)
            .help(
                    "The maximum number of sessions per second to close of users who may still log in, and who reconnect at once with"
                            + " their current permissions. Sessions of users who may no longer log in are closed without a limit.");
    private static final Key<Duration> AUTH_TIMEOUT = Key.duration("auth_timeout", "3s", "100ms", "60s")
            .help(
                    "How long nats-server waits for the answer to a login: its `authorization.timeout`, 2 s when that is not"
                            + " set, and a second more than its `tls.timeout` where it has TLS. A login that was under way may"
                            + " become a session until then, and is looked for once more.");

    private static final Key<Duration> POLL = Key.duration("poll", "0s", "0s", "24h")
            .help("How often directories that do not report changes, but can be asked about a user without the user's"
                    + " credentials, are asked about each user who has a session. [Sessions of users who are gone or have other"
                    + " permissions are closed](../guides/revocation.md#poll-directories-that-can-only-be-asked). One second or"
                    + " more; `0s` for never.");
    private static final Key<Integer> POLL_BRAKE = Key.count("poll_brake", "10", 1, 100)
            .help(
                    "The percentage of a directory's users who may be found gone or changed at once. If there are more, no"
                            + " session is closed, and an alarm is raised: the directory may have lost its users. `100` closes the"
                            + " sessions of any number.");
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    /** Their keys. */
    public static final Section SECTION =
            Section.of("revocation", SECRET, SECRET_FILE, RATE, AUTH_TIMEOUT, POLL, POLL_BRAKE, NatsSection.CONNECTION);

    public RevocationSettings {
        RATE.require(rate);
        AUTH_TIMEOUT.require(authTimeout);
    }

    /** These settings, with what a reload takes of others. */
    public RevocationSettings reloaded(@Nullable RevocationSettings read) {
        return read == null
                ? this
                : new RevocationSettings(nats.loggedInAs(read.nats), read.secret, rate, authTimeout, read.poll);
    }

    /**
     * Within this the sessions of a user are closed, where all servers answer.
     *
     * @param budget how long an answer may be under way
     */
    public Duration closing(Duration budget) {
        return budget.plus(authTimeout).plus(Batch.MOST_LATE);
    }

    /** What messages are sealed under, each by itself; none where there are no others to tell. */
    public List<Secret> secrets() {
        return secret == null ? List.of() : secret.lines();
    }

    /**
     * As they are configured.
     *
     * @param own how the service itself is connected
     * @return null where no sessions are closed
     */
    public static @Nullable RevocationSettings read(Values root, NatsSettings own) {
        Values in = root.in(SECTION);
        Secret secret = in.stronger(SECRET, SECRET_FILE);
        int length = secret == null ? LEAST_SECRET : shortest(secret);
        if (length < LEAST_SECRET) {
            in.problem(
                    in.find(SECRET) == secret ? SECRET : SECRET_FILE,
                    "has " + length + " bytes, and needs " + LEAST_SECRET
                            + ": it could be guessed; make one with: openssl rand -hex 32");
            secret = null;
        }
        int rate = in.get(RATE);
        Duration authTimeout = in.get(AUTH_TIMEOUT);
        PollSettings poll = new PollSettings(in.get(POLL), in.get(POLL_BRAKE));
        if (poll.isOn() && poll.interval().compareTo(SHORTEST_POLL) < 0) {
            in.problem(POLL, "is shorter than a second; 0s is for never");
        }
        if (!root.givesAnyOf(SECTION)) {
            return null;
        }
        NatsSettings nats = NatsSection.read(in, own);
        if (nats.login() instanceof Login.None) {
            in.in(NatsSection.CONNECTION)
                    .problem(
                            "needs the login of a user of the system account, which alone finds and closes sessions: give"
                                    + " revocation.nats.creds, or revocation.nats.user and its password, or remove the section");
        }
        return new RevocationSettings(nats, secret, rate, authTimeout, poll);
    }

    private static int shortest(Secret secret) {
        return secret.lines().stream()
                .mapToInt(line -> line.reveal().getBytes(StandardCharsets.UTF_8).length)
                .min()
                .orElse(0);
    }
}
