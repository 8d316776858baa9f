package io.gatehouse.directory.users;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one kind of object, with suggestions for misspelled names. */
final class FieldNames {
    private static final int NEAR = 2;

    /** What people write who know the field by another name. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("password", "pass"),
            Map.entry("expiry", "expires"),
            Map.entry("expires_at", "expires"),
            Map.entry("created_at", "created"),
            Map.entry("nkeys", "nkey"),
            Map.entry("public_key", "nkey"),
            Map.entry("session_ttl", "session"),
            Map.entry("publish", "pub"),
            Map.entry("subscribe", "sub"),
            Map.entry("allow_responses", "resp"),
            Map.entry("responses", "resp"),
            Map.entry("max_msgs", "max"),
            Map.entry("max_payload", "payload"),
            Map.entry("connection_types", "allowed_connection_types"),
            Map.entry("locale", "times_location"),
            Map.entry("timezone", "times_location"),
            Map.entry("scope", "role"),
            Map.entry("attrs", "attributes"),
            Map.entry("memberof", "groups"));

    private final List<String> names;

    FieldNames(String... names) {
        this.names = List.of(names);
    }

    List<String> all() {
        return names;
    }

    /** The place of a name among the fields; -1 when it is none. */
    int indexOf(String name) {
        return names.indexOf(name);
    }

    /** The field that a wrong name is nearest to, or null when it is near to none. */
    @Nullable String nearest(String wrong) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        String alias = ALIASES.getOrDefault(lower, lower);
        String best = null;
        int least = NEAR + 1;
        for (String name : names) {
            int distance = name.equals(alias) ? 0 : distance(lower, name);
            if (distance < least && 2 * distance < name.length()) {
                best = name;
                least = distance;
            }
        }
        return best;
    }

    /** The number of letters to change, add or leave out; more than {@link #NEAR} when the lengths differ by more. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > NEAR) {
            return NEAR + 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
