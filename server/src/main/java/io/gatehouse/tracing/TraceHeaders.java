package io.gatehouse.tracing;

import io.gatehouse.crypto.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Headers as one text: {@code name=value}, with commas between several. No message repeats any of it. */
final class TraceHeaders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]+");

    private TraceHeaders() {}

    /**
     * Takes a text apart.
     *
     * @throws IllegalArgumentException when it is not such a text
     */
    static Map<String, String> of(Secret text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String pair : text.reveal().split(",", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).strip();
            String value = equals < 0 ? "" : pair.substring(equals + 1).strip();
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "is not name=value, with commas between several headers, in characters that HTTP takes");
            }
            headers.put(name, value);
        }
        return headers;
    }
}
