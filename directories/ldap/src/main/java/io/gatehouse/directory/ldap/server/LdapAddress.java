package io.gatehouse.directory.ldap.server;

import io.gatehouse.tls.HostAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where an LDAP server is.
 *
 * @param secure whether TLS begins at once ({@code ldaps})
 */
public record LdapAddress(boolean secure, String host, int port) {
    private static final int PORT = 389;
    private static final int SECURE_PORT = 636;
    private static final String EXAMPLE = "an address is ldap://HOST[:PORT] or ldaps://HOST[:PORT]";

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    public static LdapAddress parse(String text) {
        URI uri = uri(text.strip());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("ldaps");
        String host = uri.getHost();
        if ((!secure && !scheme.equals("ldap")) || host == null) {
            throw new IllegalArgumentException(EXAMPLE);
        }
        boolean more = uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null;
        if (more || !(uri.getPath().isEmpty() || uri.getPath().equals("/"))) {
            throw new IllegalArgumentException(EXAMPLE + ", without anything behind it; there are keys for the rest");
        }
        int port = uri.getPort() < 0 ? (secure ? SECURE_PORT : PORT) : uri.getPort();
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("there is no port " + port);
        }
        return new LdapAddress(secure, host.replaceAll("[\\[\\]]", ""), port);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(EXAMPLE, e);
        }
    }

    /** Whether what is sent there stays on this machine. */
    public boolean isLocal() {
        return host.equals("localhost") || (host.startsWith("127.") && HostAddress.is(host)) || host.equals("::1");
    }

    /** Whether passwords would go to another machine as they are; StartTLS aside. */
    public boolean isInClear() {
        return !secure && !isLocal();
    }

    @Override
    public String toString() {
        return (secure ? "ldaps://" : "ldap://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
