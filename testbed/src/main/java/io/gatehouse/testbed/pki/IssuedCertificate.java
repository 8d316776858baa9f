package io.gatehouse.testbed.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate with its key.
 *
 * @param chain the certificate, then those of its issuers up to the root
 */
public record IssuedCertificate(PrivateKey key, List<X509Certificate> chain) {
    private static final char[] NO_PASSWORD = new char[0];

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The certificate alone. */
    public String pem() {
        return pem(certificate());
    }

    /** Each certificate of the chain, as nats-server writes it. */
    public List<String> pems() {
        return chain.stream().map(IssuedCertificate::pem).toList();
    }

    /** Writes {@code NAME.pem}, with the issuers below the root behind the certificate, and {@code NAME.key}. */
    public void write(Path folder, String name) throws IOException {
        Files.writeString(
                folder.resolve(name + ".pem"), String.join("", pems().subList(0, Math.max(1, chain.size() - 1))));
        Path file = Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** For a client that shows it, and trusts its root. */
    public SSLContext context() throws GeneralSecurityException, IOException {
        return context(chain.get(chain.size() - 1));
    }

    /** For a client that shows it, and trusts other roots. */
    public SSLContext context(X509Certificate... trusted) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys().getKeyManagers(), trust(trusted).getTrustManagers(), null);
        return context;
    }

    /** What shows it. */
    public KeyManagerFactory keys() throws GeneralSecurityException, IOException {
        KeyStore own = store();
        own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        return keys;
    }

    /** For a client without a certificate, that trusts this one. */
    static SSLContext trusting(X509Certificate trusted) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust(trusted).getTrustManagers(), null);
        return context;
    }

    /** What trusts these certificates and nothing else. */
    public static TrustManagerFactory trust(X509Certificate... trusted) throws GeneralSecurityException, IOException {
        KeyStore store = store();
        for (int i = 0; i < trusted.length; i++) {
            store.setCertificateEntry("root" + i, trusted[i]);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
