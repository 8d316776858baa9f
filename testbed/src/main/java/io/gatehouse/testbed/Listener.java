package io.gatehouse.testbed;

import java.util.regex.Pattern;

/** What a nats-server can listen for, and the line of its log that tells the port. */
public enum Listener {
    CLIENT("client", "nats", "Listening for client connections on "),
    MONITOR("monitor", "http", "Starting https? monitor on "),
    WEBSOCKET("websocket", "ws", "Listening for websocket clients on "),
    MQTT("mqtt", "mqtt", "Listening for MQTT clients on "),
    LEAFNODE("leafnode", "nats-leaf", "Listening for leafnode connections on "),
    CLUSTER("cluster", "nats-route", "Listening for route connections on "),
    GATEWAY("gateway", "nats", "Listening for gateways connections on ");

    private final String placeholder;
    private final String scheme;
    private final Pattern line;

    Listener(String name, String scheme, String line) {
        this.placeholder = "${" + name + ".port}";
        this.scheme = scheme;
        this.line = Pattern.compile(line + "\\S*:(\\d+)$");
    }

    /** Stands in a configuration text for the listener's port. */
    String placeholder() {
        return placeholder;
    }

    String url(int port) {
        return scheme + "://127.0.0.1:" + port;
    }

    /** Matches the line that tells the port, which is its first group. */
    Pattern line() {
        return line;
    }
}
