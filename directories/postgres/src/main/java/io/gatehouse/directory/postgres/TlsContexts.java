package io.gatehouse.directory.postgres;

import io.gatehouse.directory.postgres.PostgresSettings.Encryption;
import io.gatehouse.tls.TlsMaterial;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What TLS verifies, by the mode. */
final class TlsContexts {
    private TlsContexts() {}

    /**
     * The context for connections to a host; null where they are not encrypted. Reads files.
     *
     * @throws IOException when a file cannot be used; the message names it
     */
    static @Nullable SSLContext of(Encryption encryption, String host) throws IOException {
        if (encryption.mode() == SslMode.DISABLE) {
            return null;
        }
        String named = encryption.tls().serverName();
        TlsMaterial material = TlsMaterial.read(encryption.tls(), encryption.section());
        return switch (encryption.mode()) {
            case VERIFY_FULL -> material.context(named == null ? host : named);
            case VERIFY_CA -> material.contextForAnyName();
            // With a CA it is verified, as PostgreSQL's own clients do.
            default -> encryption.tls().ca() == null ? material.contextForAnybody() : material.contextForAnyName();
        };
    }
}
