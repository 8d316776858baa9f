package io.gatehouse.load.clients.engine;

import io.gatehouse.load.nats.TlsClientContext;
import org.jspecify.annotations.Nullable;

/**
 * Whether clients speak TLS, as libraries decide it: where they are configured to, and where the server says that it must be.
 *
 * @param wanted whether they are configured to
 * @param tls null where TLS is not to be had, as in tests without a network
 */
public record Security(boolean wanted, @Nullable TlsClientContext tls) {
    /** In the clear, whatever the server says. */
    static final Security NONE = new Security(false, null);

    private static final String REQUIRED = "\"tls_required\":true";

    /** How to go on after a server's INFO; null for in the clear. */
    @Nullable TlsClientContext after(String info) {
        return wanted || info.contains(REQUIRED) ? tls : null;
    }
}
