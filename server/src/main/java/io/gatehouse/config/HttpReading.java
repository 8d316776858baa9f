package io.gatehouse.config;

import io.gatehouse.admin.HttpSettings;
import io.gatehouse.config.Layers.Found;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where to listen: {@code host:port}, {@code [ipv6]:port}, {@code :port} for every address, or {@code off}. */
final class HttpReading {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^:\\[\\]]*)):(\\d{1,5})");

    private HttpReading() {}

    static @Nullable HttpSettings read(Reading reading) {
        String text = reading.textOrDefault(Key.HTTP_LISTEN);
        if (text.equals("off") || text.equals("false")) {
            return null;
        }
        Found found = reading.find(Key.HTTP_LISTEN);
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            problem(reading, found, "'" + text + "' is not an address; write one such as 127.0.0.1:9464, or off");
            return null;
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        try {
            return new HttpSettings(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(matcher.group(3)));
        } catch (IllegalArgumentException e) {
            problem(reading, found, e.getMessage() + "; write an address such as 127.0.0.1:9464, or off");
            return null;
        }
    }

    private static void problem(Reading reading, @Nullable Found found, String message) {
        if (found != null) {
            reading.problems().add(found.where(), found.path(), message);
        }
    }
}
