package io.gatehouse.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts a certificate that the JDK trusts and that is for one server. */
final class ServerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager chains;
    private final @Nullable Path ca;
    private final @Nullable String expected;
    private final String section;

    /**
     * @param ca the file of the CAs that are trusted, to name it; null for those of the JDK
     * @param expected the name or the IP address that the certificate must be for; null for any
     * @param section where the configuration tells of the server, as in {@code nats}
     */
    ServerTrust(X509ExtendedTrustManager chains, @Nullable Path ca, @Nullable String expected, String section) {
        this.chains = chains;
        this.ca = ca;
        this.expected = expected;
        this.section = section;
    }

    /** What the JDK has to say of a chain. */
    @FunctionalInterface
    private interface Verification {
        void run() throws CertificateException;
    }

    private void verify(X509Certificate[] chain, Verification verification) throws CertificateException {
        try {
            verification.run();
        } catch (CertificateException e) {
            throw UntrustedCertificateException.of(chain, ca, section, e, Instant.now());
        }
        verifyName(chain);
    }

    private void verifyName(X509Certificate[] chain) throws CertificateException {
        if (expected == null) {
            return;
        }
        CertificateNames names = CertificateNames.of(chain[0]);
        if (!names.include(expected)) {
            throw new WrongServerException(expected, names, section);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        verify(chain, () -> chains.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        verify(chain, () -> chains.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        verify(chain, () -> chains.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        chains.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        chains.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        chains.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }
}
