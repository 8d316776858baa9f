package io.gatehouse.cli.check.finding;

import io.gatehouse.crypto.SeedMask;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One result of a check.
 *
 * @param message what it is like
 * @param remedy what to do about it; null where nothing is to be done, or the message says it
 */
public record Finding(
        Level level,
        Subject subject,
        String message,
        @Nullable String remedy) {
    /** Masks a seed that was given in place of a path. */
    public Finding {
        message = SeedMask.of(message);
        remedy = remedy == null ? null : SeedMask.of(remedy);
    }

    /** How bad it is. */
    public enum Level {
        OK,
        /** It works, and yet is seldom meant. */
        WARN,
        /** It does not work. */
        FAIL,
        /** It could not be looked at. */
        SKIP;

        /** As it is written in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was looked at. */
    public enum Subject {
        /** gatehouse.yaml, options and environment, and the keys that they name. */
        CONFIGURATION,
        /** users.json. */
        USERS,
        /** nats-server's configuration file. */
        SERVER_CONF,
        /** Credentials files and certificates. */
        CREDENTIALS,
        /** The accounts' JWTs. */
        ACCOUNTS,
        /** The live server. */
        SERVER;

        /** As it is written in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return String.format("%-4s  %s%s", level, message, remedy == null ? "" : ": " + remedy);
    }
}
