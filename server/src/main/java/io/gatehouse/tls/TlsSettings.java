package io.gatehouse.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the server; certificates and keys are PEM files. TLS is used when the URL says {@code tls://}, when the
 * server asks for it, or when any of these is set.
 *
 * @param ca the certificates to trust; null for the JDK's trust store
 * @param cert our certificate chain, together with the key or not at all
 * @param serverName what the servers' certificates must be for; null for the host of each URL
 * @param first whether to begin with the handshake instead of waiting for the server's INFO
 */
public record TlsSettings(
        @Nullable Path ca,
        @Nullable Path cert,
        @Nullable Path key,
        @Nullable String serverName,
        boolean first) {
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, null, false);

    public TlsSettings {
        if ((cert == null) != (key == null)) {
            throw new IllegalArgumentException("a TLS certificate and its key go together");
        }
    }

    /** Whether anything was set. */
    public boolean configured() {
        return ca != null || cert != null || serverName != null || first;
    }
}
