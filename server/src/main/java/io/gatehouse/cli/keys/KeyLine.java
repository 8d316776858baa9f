package io.gatehouse.cli.keys;

import io.gatehouse.claims.jwt.JsonWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one key, login or certificate.
 *
 * @param place the key of the configuration that has it; for a signing key that is in no file here, the account
 * @param key its public half, or whose certificate it is
 * @param state what it is used for, in a word or two
 * @param listed on how many servers the account's JWT has it; null where no server was asked
 * @param sessions how many sessions it has signed; null where that is not known
 * @param ends null for never, or where it has no end
 * @param failing why logins fail by it; empty when they do not
 */
record KeyLine(
        String place,
        String key,
        String state,
        @Nullable Listed listed,
        @Nullable Long sessions,
        @Nullable Instant ends,
        String failing) {
    /**
     * How many of the servers that have loaded an account have a key in its JWT.
     *
     * @param of how many have loaded it
     */
    record Listed(int servers, int of) {
        boolean everywhere() {
            return servers == of;
        }
    }

    static KeyLine of(String place, Object key, String state) {
        return new KeyLine(place, key.toString(), state, null, null, null, "");
    }

    KeyLine with(@Nullable Listed servers, @Nullable Long signed) {
        return new KeyLine(place, key, state, servers, signed, ends, failing);
    }

    KeyLine ending(@Nullable Instant end) {
        return new KeyLine(place, key, state, listed, sessions, end, failing);
    }

    KeyLine failing(String why) {
        return new KeyLine(place, key, state, listed, sessions, ends, why);
    }

    String text() {
        StringBuilder text = new StringBuilder(place + "  " + key + "  " + state);
        if (listed != null) {
            text.append("  on ")
                    .append(listed.servers)
                    .append(" of ")
                    .append(listed.of)
                    .append(" servers");
        }
        if (sessions != null) {
            text.append("  ").append(sessions).append(sessions == 1 ? " session" : " sessions");
        }
        if (ends != null) {
            text.append("  ends ").append(ends);
        }
        return failing.isEmpty() ? text.toString() : text + "  FAIL " + failing;
    }

    void write(JsonWriter json) {
        json.begin().member("place", place).member("key", key).member("state", state);
        if (listed != null) {
            json.member("servers_listing", listed.servers).member("servers_asked", listed.of);
        }
        if (sessions != null) {
            json.member("sessions", sessions);
        }
        json.optional("ends", ends == null ? null : ends.toString());
        json.optional("problem", failing.isEmpty() ? null : failing).end();
    }
}
