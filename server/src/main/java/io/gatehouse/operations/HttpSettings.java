package io.gatehouse.operations;

/**
 * Where metrics and health are served.
 *
 * @param address an IP address or host name to listen on
 * @param port 1 to 65535, or 0 for any free one
 */
public record HttpSettings(String address, int port) {
    public static final HttpSettings DEFAULT = new HttpSettings("127.0.0.1", 9464);

    public HttpSettings {
        if (address.isBlank()) {
            throw new IllegalArgumentException("the address to listen on is empty");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }
}
