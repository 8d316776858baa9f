package io.gatehouse.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks nats-server's monitoring where it put a connection. */
final class Connections {
    private static final Pattern ACCOUNT = Pattern.compile("\"account\":\\s*\"([^\"]*)\"");
    private static final int TIMEOUT_MILLIS = 2000;

    private final String monitorUrl;

    /**
     * @param monitorUrl the monitoring address, as in {@code http://127.0.0.1:8222}
     */
    Connections(String monitorUrl) {
        this.monitorUrl = monitorUrl;
    }

    /** The account that a connection is in: its name in config mode, its public key in operator mode. */
    String accountOf(long connection) throws IOException {
        Matcher account = ACCOUNT.matcher(get("/connz?auth=1&cid=" + connection));
        return account.find() ? account.group(1) : "none";
    }

    private String get(String path) throws IOException {
        HttpURLConnection http =
                (HttpURLConnection) URI.create(monitorUrl + path).toURL().openConnection();
        http.setConnectTimeout(TIMEOUT_MILLIS);
        http.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream in = http.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            http.disconnect();
        }
    }
}
