package io.gatehouse.certificate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientTls;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the certificates of clients: those in chains that nats-server has verified, and no others. What was read is kept, so that
 * a client that comes again costs a keyed hash of its chains. May be used by many threads.
 */
public final class ClientCertificates {
    /** The heap that what was read may take, in bytes, estimated. */
    private static final long KEPT_BYTES = 16L * 1024 * 1024;

    /** The authorities that are kept; a server trusts a few. */
    private static final int KEPT_ISSUERS = 256;

    /** A parsed certificate takes so many bytes for each one of its PEM, and so many more. */
    private static final int BYTES_FOR_ONE = 6;

    private static final int BYTES_MORE = 2048;

    private final CertificateKeys keys = new CertificateKeys();
    private final Cache<CertificateKey, Read> read;
    private final Cache<CertificateKey, X509Certificate> issuers = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(KEPT_ISSUERS)
            .build();

    public ClientCertificates() {
        this(KEPT_BYTES);
    }

    /** @param most the heap that what was read may take, in bytes */
    ClientCertificates(long most) {
        this.read = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(most)
                .weigher((CertificateKey key, Read entry) -> entry.bytes)
                .build();
    }

    /** Whether a login brings a certificate that nats-server has verified. */
    public static boolean areIn(AuthorizationRequest request) {
        ClientTls tls = request.tls();
        return tls != null && !tls.verifiedChains().isEmpty();
    }

    /**
     * The certificate of the client that logs in; null when it has none that was verified.
     *
     * @throws BadCertificateException when it cannot be read
     */
    public @Nullable ClientCertificate of(AuthorizationRequest request) {
        ClientTls tls = request.tls();
        if (tls == null || tls.verifiedChains().isEmpty()) {
            return null;
        }
        List<List<String>> chains = tls.verifiedChains();
        CertificateKey key = keys.of(chains);
        Read known = read.getIfPresent(key);
        if (known == null) {
            known = read(chains);
            read.put(key, known);
        }
        return known.certificate;
    }

    /** How many are kept. */
    long size() {
        read.cleanUp();
        return read.estimatedSize();
    }

    private Read read(List<List<String>> chains) {
        String leaf = leaf(chains);
        List<List<X509Certificate>> parsed = new ArrayList<>();
        for (List<String> chain : chains) {
            parsed.add(chain.subList(1, chain.size()).stream().map(this::issuer).toList());
        }
        int bytes = BYTES_FOR_ONE * leaf.length() + BYTES_MORE;
        return new Read(new ClientCertificate(Certificates.parse(leaf), parsed), bytes);
    }

    /** The first of each chain, which is the same in all. */
    private static String leaf(List<List<String>> chains) {
        String leaf = null;
        for (List<String> chain : chains) {
            if (chain.isEmpty() || (leaf != null && !leaf.equals(chain.get(0)))) {
                throw new BadCertificateException("the client's chains do not begin with one certificate");
            }
            leaf = chain.get(0);
        }
        if (leaf == null) {
            throw new IllegalArgumentException("without chains there is no certificate");
        }
        return leaf;
    }

    private X509Certificate issuer(String pem) {
        CertificateKey key = keys.of(pem);
        X509Certificate known = issuers.getIfPresent(key);
        if (known == null) {
            known = Certificates.parse(pem);
            issuers.put(key, known);
        }
        return known;
    }

    /** A certificate, and the heap that it takes. */
    private record Read(ClientCertificate certificate, int bytes) {}
}
