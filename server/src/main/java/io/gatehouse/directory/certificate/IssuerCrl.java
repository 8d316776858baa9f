package io.gatehouse.directory.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** A revocation list, and whose key it was found to be signed with; may be used by many threads. */
final class IssuerCrl {
    private static final int CRL_SIGN = 6;
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

    /** Keys that are remembered: authorities of one name, of which there are hardly two. */
    private static final int MOST_KEYS = 16;

    /**
     * Who signs a list, by what it says itself: authorities of one name have several keys.
     *
     * @param key what tells the key from others; empty where the list does not say
     */
    record Signer(X500Principal name, String key) {}

    private final X509CRL list;
    private final Map<PublicKey, Boolean> signers = new ConcurrentHashMap<>();

    IssuerCrl(X509CRL list) {
        this.list = list;
    }

    X509CRL list() {
        return list;
    }

    @Nullable Instant nextUpdate() {
        return CrlFile.nextUpdate(list);
    }

    boolean isOutdated(Instant now) {
        Instant next = nextUpdate();
        return next != null && next.isBefore(now);
    }

    Instant thisUpdate() {
        return list.getThisUpdate().toInstant();
    }

    boolean isNewerThan(IssuerCrl other) {
        return thisUpdate().isAfter(other.thisUpdate());
    }

    Signer signer() {
        byte @Nullable [] key = list.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
        return new Signer(
                list.getIssuerX500Principal(), key == null ? "" : HexFormat.of().formatHex(key));
    }

    boolean revokes(X509Certificate certificate) {
        return revokes(certificate.getSerialNumber());
    }

    boolean revokes(BigInteger serial) {
        return list.getRevokedCertificate(serial) != null;
    }

    int size() {
        return list.getRevokedCertificates() == null
                ? 0
                : list.getRevokedCertificates().size();
    }

    /** Whether that authority has signed it, and may. */
    boolean isSignedBy(X509Certificate issuer) {
        boolean @Nullable [] usage = issuer.getKeyUsage();
        if (usage != null && !usage[CRL_SIGN]) {
            return false;
        }
        PublicKey key = issuer.getPublicKey();
        Boolean known = signers.get(key);
        if (known != null) {
            return known;
        }
        boolean signed = verifies(key);
        if (signers.size() < MOST_KEYS) {
            signers.put(key, signed);
        }
        return signed;
    }

    private boolean verifies(PublicKey key) {
        try {
            list.verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
