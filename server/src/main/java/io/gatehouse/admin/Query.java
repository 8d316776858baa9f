package io.gatehouse.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is in the query of a request. */
final class Query {
    private Query() {}

    /**
     * The parameters by their names; null where one is not known, is there twice, or cannot be read.
     *
     * @param known the names that there may be
     */
    static @Nullable Map<String, String> of(String uri, Set<String> known) {
        int mark = uri.indexOf('?');
        Map<String, String> parameters = new HashMap<>();
        if (mark < 0 || mark == uri.length() - 1) {
            return parameters;
        }
        for (String pair : uri.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? null : decoded(pair.substring(equals + 1));
            if (value == null || !known.contains(name) || parameters.put(name, value) != null) {
                return null;
            }
        }
        return parameters;
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
