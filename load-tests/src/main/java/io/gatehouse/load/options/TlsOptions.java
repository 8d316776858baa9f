package io.gatehouse.load.options;

import io.gatehouse.load.nats.TlsClientContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom to trust, and who we are, where connections are by TLS; a picocli mixin. */
public final class TlsOptions {
    @Option(
            names = "--tlsca",
            paramLabel = "FILE",
            description = "Certificates to trust (PEM), instead of the JVM's. Connects by TLS.")
    private @Nullable Path ca;

    @Option(
            names = "--tlscert",
            paramLabel = "FILE",
            description = "Our certificate (PEM), where the server asks for one; with --tlskey.")
    private @Nullable Path certificate;

    @Option(names = "--tlskey", paramLabel = "FILE", description = "The key of --tlscert (PEM, PKCS 8).")
    private @Nullable Path key;

    /** Whether one was given, so that TLS is meant whatever the address says. */
    public boolean isWanted() {
        return ca != null || certificate != null || key != null;
    }

    /**
     * What the options say.
     *
     * @throws LoadException when a file cannot be read or used
     */
    public TlsClientContext tls() {
        if ((certificate == null) != (key == null)) {
            throw new LoadException("--tlscert and --tlskey belong together");
        }
        try {
            return TlsClientContext.of(ca, certificate, key);
        } catch (IllegalArgumentException wrong) {
            throw new LoadException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
