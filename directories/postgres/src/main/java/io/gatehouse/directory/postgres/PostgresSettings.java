package io.gatehouse.directory.postgres;

import io.gatehouse.config.Requirement;
import io.gatehouse.crypto.Secret;
import io.gatehouse.tls.TlsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a database is asked for users.
 *
 * @param name what the configuration calls the directory
 * @param hosts tried in turn
 * @param password null for a user without one
 * @param decision who decides whether a credential is right
 * @param listen the channel on which the database tells of changes; null where it does not
 * @param target which servers may be asked; null for the primary as long as it tells of changes, and any while it does not
 */
record PostgresSettings(
        String name,
        List<DatabaseHost> hosts,
        String database,
        String user,
        @Nullable Secret password,
        Encryption encryption,
        UserQuery query,
        PasswordDecision decision,
        Connecting connecting,
        @Nullable String listen,
        @Nullable TargetSession target) {
    PostgresSettings {
        hosts = List.copyOf(hosts);
        Requirement.that(!hosts.isEmpty(), "there must be a host");
        boolean bySecret = query.values().stream().anyMatch(LoginValue::isSecret);
        Requirement.that(
                decision == PasswordDecision.HASH || bySecret,
                "does not name :password or :token, by which the database would decide: anybody would be let in");
        Requirement.that(
                decision == PasswordDecision.DATABASE || query.names(LoginValue.USER),
                "does not name :user, whom it has to find");
        Requirement.that(
                decision == PasswordDecision.DATABASE || !bySecret,
                "names :password or :token, and Gatehouse itself compares the password: remove it, or set"
                        + " password_check to database");
    }

    /** Whether servers are told apart by whether they are a standby. */
    boolean tellsStandbys() {
        return target == TargetSession.PRIMARY || (target == null && listen != null && hosts.size() > 1);
    }

    /** Whether the database does not tell of changes, and can be asked about a user by the name alone. */
    boolean isPollable() {
        return listen == null
                && decision == PasswordDecision.HASH
                && query.values().equals(List.of(LoginValue.USER));
    }

    /** What an operator should know of them. */
    List<String> warnings() {
        List<String> all = new ArrayList<>(encryptionWarnings());
        if (target == TargetSession.ANY && listen != null && hosts.size() > 1) {
            all.add("directories." + name
                    + ".target_session_attrs is any: a change that is told of may be read anew from a"
                    + " standby that does not have it yet, and then counts after cache.ttl; leave it out");
        }
        return all;
    }

    private List<String> encryptionWarnings() {
        List<DatabaseHost> elsewhere =
                hosts.stream().filter(host -> !host.isLoopback()).toList();
        if (elsewhere.isEmpty()) {
            return List.of();
        }
        String begin =
                "directories." + name + ".sslmode is " + encryption.mode().word();
        if (encryption.mode() == SslMode.DISABLE) {
            return List.of(begin + ": whoever is between here and " + elsewhere.get(0)
                    + " can read what is asked and answered, and can let anybody in; set it to verify-full");
        }
        boolean anybody =
                encryption.mode() == SslMode.REQUIRE && encryption.tls().ca() == null;
        return anybody
                ? List.of(begin + " without tls.ca: whoever answers in the place of " + elsewhere.get(0)
                        + " can let anybody in; set it to verify-full")
                : List.of();
    }

    /**
     * Whether connections are encrypted, and with what certificates.
     *
     * @param section where the configuration tells of them
     */
    record Encryption(SslMode mode, TlsSettings tls, String section) {}

    /**
     * Bounds of connections.
     *
     * @param poolSize how many there are at most
     * @param maxLifeTime how long one is used
     * @param timeout how long it may take to make one
     */
    record Connecting(int poolSize, Duration maxLifeTime, Duration timeout) {}
}
