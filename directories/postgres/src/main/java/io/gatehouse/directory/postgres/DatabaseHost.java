package io.gatehouse.directory.postgres;

import io.gatehouse.tls.HostAddress;
import java.util.Locale;

/** Where a server listens. */
record DatabaseHost(String host, int port) {
    static final int DEFAULT_PORT = 5432;

    /** Whether nobody is between us and it. */
    boolean isLoopback() {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("localhost") || lower.equals("::1") || (lower.startsWith("127.") && HostAddress.is(lower));
    }

    boolean isAddress() {
        return HostAddress.is(host);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
