package io.gatehouse.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom TLS trusts and who we are, read from PEM files once; a context made of it reads no file. */
public final class TlsMaterial {
    private final X509ExtendedTrustManager trust;
    private final KeyManager @Nullable [] keys;
    private final @Nullable Path ca;
    private final String section;

    private TlsMaterial(
            X509ExtendedTrustManager trust, KeyManager @Nullable [] keys, @Nullable Path ca, String section) {
        this.trust = trust;
        this.keys = keys;
        this.ca = ca;
        this.section = section;
    }

    /**
     * Reads the files.
     *
     * @param section where the configuration tells of the server and of {@code tls}, as in {@code nats}; for messages
     * @throws IOException when a file cannot be read, or is not what it should be; the message names it
     */
    public static TlsMaterial read(TlsSettings tls, String section) throws IOException {
        try {
            return new TlsMaterial(
                    TlsContext.trustManager(tls.ca()),
                    TlsContext.keyManagers(tls.cert(), tls.key()),
                    tls.ca(),
                    section);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /**
     * A context for connections to one server, whose certificate is compared with the name by the context itself.
     *
     * @param expected the name or the IP address that the server's certificate must be for
     */
    public SSLContext context(String expected) throws IOException {
        return context(new ServerTrust(trust, ca, expected, section));
    }

    /** A context for connections to any server whose certificate is from a CA that is trusted, whatever name it is for. */
    public SSLContext contextForAnyName() throws IOException {
        return context(new ServerTrust(trust, ca, null, section));
    }

    /** A context for connections to whoever answers: they can be read by nobody else, and nothing is known of the other end. */
    public SSLContext contextForAnybody() throws IOException {
        return context(new AnyServerTrust());
    }

    private SSLContext context(TrustManager trusted) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trusted}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }
}
