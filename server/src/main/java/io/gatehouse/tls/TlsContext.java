package io.gatehouse.tls;

import io.gatehouse.files.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes TLS contexts from PEM files. */
public final class TlsContext {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final String NATS = "nats";
    private static final char[] NO_PASSWORD = new char[0];

    /** Ten times what the bundles of systems have. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private TlsContext() {}

    /**
     * A context for connections to one nats-server.
     *
     * @param expected the name or the IP address that the server's certificate must be for
     * @param upgrading told before each handshake
     * @throws IOException when a file cannot be read, or is not what it should be; the message names it
     */
    public static SSLContext of(TlsSettings tls, String expected, Runnable upgrading) throws IOException {
        SSLContext context = TlsMaterial.read(tls, NATS).context(expected);
        return new NamedContext(context, expected, upgrading);
    }

    /**
     * Reads a file of certificates, to know that it is one.
     *
     * @throws IOException when it is none; the message names it
     */
    public static void verifyCertificates(Path file) throws IOException {
        certificates(file);
    }

    /**
     * Reads the certificates of a file, PEM or DER, at least one.
     *
     * @throws IOException when there are none, or one is damaged; the message names the file
     */
    public static List<X509Certificate> readCertificates(Path file) throws IOException {
        return certificates(file).stream().map(X509Certificate.class::cast).toList();
    }

    /**
     * Reads a private key, to know that it is one.
     *
     * @throws IOException when it is none; the message names it and says how to make one
     */
    public static void verifyKey(Path file) throws IOException {
        try {
            privateKey(file);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is not a private key: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a certificate and a private key, to know that they belong together.
     *
     * @throws IOException when they do not; the message names both
     */
    public static void verifyPair(Path cert, Path key) throws IOException {
        try {
            pair(cert, key);
        } catch (GeneralSecurityException e) {
            throw new IOException(key + " is not a private key: " + e.getMessage(), e);
        }
    }

    /** A certificate, with its issuers behind it, and its key. */
    private record Pair(List<Certificate> chain, PrivateKey key) {}

    private static Pair pair(Path cert, Path key) throws IOException, GeneralSecurityException {
        Pair pair = new Pair(List.copyOf(certificates(cert)), privateKey(key));
        if (!KeyPairs.belongTogether(pair.chain().get(0).getPublicKey(), pair.key())) {
            throw new IOException(key + " is not the key of the first certificate in " + cert);
        }
        return pair;
    }

    static X509ExtendedTrustManager trustManager(@Nullable Path ca) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(ca == null ? null : trusted(ca));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("this JDK has no trust manager for certificates");
    }

    private static KeyStore trusted(Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(ca)) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    static KeyManager @Nullable [] keyManagers(@Nullable Path cert, @Nullable Path key)
            throws IOException, GeneralSecurityException {
        if (cert == null || key == null) {
            return null;
        }
        KeyStore store = emptyStore();
        Pair pair = pair(cert, key);
        store.setKeyEntry("client", pair.key(), NO_PASSWORD, pair.chain().toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** PEM, whatever else is in the file, or DER. */
    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        byte[] content = RegularFile.bytes(file, MOST_BYTES);
        String blocks = CERTIFICATE
                .matcher(new String(content, StandardCharsets.ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        byte[] encoded = blocks.isEmpty() ? content : blocks.getBytes(StandardCharsets.ISO_8859_1);
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(encoded));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            if (!blocks.isEmpty()) {
                throw new IOException(file + " has a damaged certificate in it: " + e.getMessage(), e);
            }
        }
        throw new IOException(file + " has no certificate in it (PEM, BEGIN CERTIFICATE)");
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher pem =
                PKCS8.matcher(new String(RegularFile.bytes(file, RegularFile.SMALL), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new IOException(file + " has no PKCS#8 private key in it (BEGIN PRIVATE KEY); make one with:"
                    + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        try {
            return decode(file, new PKCS8EncodedKeySpec(der));
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static PrivateKey decode(Path file, PKCS8EncodedKeySpec spec) throws IOException, GeneralSecurityException {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // the key is of another kind: the next one is tried
            }
        }
        throw new IOException(file + " is not a private key of a kind that is known here: " + KEY_ALGORITHMS);
    }
}
