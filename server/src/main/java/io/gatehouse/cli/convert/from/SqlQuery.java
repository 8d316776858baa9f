package io.gatehouse.cli.convert.from;

import java.util.Set;
import java.util.regex.Pattern;

/** Queries of other services, as a directory of type {@code postgres} wants them. */
final class SqlQuery {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

    /** What EMQX's placeholders are here. */
    private static final Set<String> KNOWN = Set.of("${username}", "${peerhost}", "${clientid}");

    private SqlQuery() {}

    /** A query with the name in the place of a numbered parameter. */
    static String named(String query, String parameter, String name) {
        return trimmed(query).replaceAll(Pattern.quote(parameter) + "(?![0-9])", name);
    }

    /** A query that brings one column, of the hash, as one that calls it {@code password}. */
    static String ofHash(String query) {
        return "SELECT imported.password FROM (" + query + ") AS imported (password)";
    }

    /** Whether all placeholders of a query of EMQX are known here. */
    static boolean isKnown(String query) {
        return PLACEHOLDER.matcher(query).results().allMatch(found -> KNOWN.contains(found.group()));
    }

    /** A query of EMQX, which brings {@code password_hash}, as one that brings {@code password}. */
    static String ofEmqx(String query, boolean plain) {
        String named = trimmed(query)
                .replaceAll("['\"]?\\$\\{username}['\"]?", ":user")
                .replaceAll("['\"]?\\$\\{peerhost}['\"]?", ":host")
                .replaceAll("['\"]?\\$\\{clientid}['\"]?", ":mqtt_id");
        String column = plain ? "'plain:' || imported.password_hash" : "imported.password_hash";
        return "SELECT " + column + " AS password FROM (" + named + ") AS imported";
    }

    private static String trimmed(String query) {
        return query.strip().replaceFirst("[;\\s]+$", "");
    }
}
