package io.gatehouse.admin;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP endpoint listens.
 *
 * @param host a host name or an IP address without brackets; {@code 0.0.0.0} or {@code ::} for every interface
 * @param port 1 to 65535, or 0 for any free port
 */
public record HttpSettings(String host, int port) {
    /** {@code host:port}, {@code [ipv6]:port}, {@code :port} for every address. */
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^:\\[\\]]*)):(\\d{1,5})");

    static final Key<Optional<HttpSettings>> LISTEN = Key.of(
                    "listen", "host:port or off", "127.0.0.1:9464", given -> parse(given.text()))
            .help("Where `/metrics`, `/livez` and `/readyz` are served.")
            .option("ADDR", "Where to serve /metrics, /livez and /readyz, or off. Default: 127.0.0.1:9464", "--http");

    /** Their keys. */
    public static final Section SECTION = Section.of("http", LISTEN);

    public static final HttpSettings DEFAULT = LISTEN.standard().orElseThrow();

    private static final int MAX_PORT = 65_535;

    public HttpSettings {
        if (host.isBlank() || host.chars().anyMatch(HttpSettings::isForeign)) {
            throw new IllegalArgumentException("the HTTP host is not a host name or an IP address");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("the HTTP port must be 0 to 65535, not " + port);
        }
    }

    /** As it is configured; null when nothing is to be served. */
    public static @Nullable HttpSettings read(Values root) {
        return root.in(SECTION).get(LISTEN).orElse(null);
    }

    /**
     * Reads an address; empty where nothing is to be served.
     *
     * @throws IllegalArgumentException when it is none; the message says what to write
     */
    static Optional<HttpSettings> parse(String text) {
        if (text.equals("off") || text.equals("false")) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an address; write one such as 127.0.0.1:9464, or off");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        try {
            return Optional.of(new HttpSettings(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(matcher.group(3))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; write an address such as 127.0.0.1:9464, or off", e);
        }
    }

    /** As it is written: {@code host:port}, with an IPv6 address in brackets. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Whether one process cannot listen at both: the port is the same, and so is the host, or one of them is every interface. */
    boolean collidesWith(HttpSettings other) {
        return port != 0
                && port == other.port
                && (host.equalsIgnoreCase(other.host) || isEveryInterface() || other.isEveryInterface());
    }

    private boolean isEveryInterface() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private static boolean isForeign(int c) {
        return c <= ' ' || c >= 0x7f || "[]/?#@".indexOf(c) >= 0;
    }
}
