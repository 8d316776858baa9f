package io.gatehouse.directory.certificate;

import io.gatehouse.claims.SessionMark;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Marks of sessions by the certificates that let them in: one for each certificate that a revocation list may name, which is told by its
 * issuer and its serial number.
 */
final class CertificateMarks {
    /** Of a digest. Nobody chooses serial numbers but authorities, so that 96 bits tell all certificates apart. */
    private static final int BYTES = 12;

    /** Of one login: more certificates than there are in any chain. */
    private static final int MOST = 16;

    private CertificateMarks() {}

    /**
     * The marks of a login: its certificate's, and those of the authorities between that and the root.
     *
     * @param chains of the authorities above the certificate, of which the last is the root
     */
    static List<String> of(X509Certificate certificate, List<List<X509Certificate>> chains) {
        Set<String> marks = new LinkedHashSet<>();
        marks.add(of(certificate));
        for (List<X509Certificate> chain : chains) {
            chain.stream().limit(Math.max(0, chain.size() - 1)).forEach(authority -> marks.add(of(authority)));
        }
        return marks.stream().limit(MOST).toList();
    }

    private static String of(X509Certificate certificate) {
        return new OfIssuer(certificate.getIssuerX500Principal()).mark(certificate.getSerialNumber());
    }

    /**
     * The marks of all certificates that some lists name and others do not.
     *
     * @param before null for those of all that are named
     */
    static Set<String> named(RevocationLists lists, @Nullable RevocationLists before) {
        Set<String> marks = new HashSet<>();
        for (Map.Entry<X500Principal, List<IssuerCrl>> entry : lists.ofIssuers().entrySet()) {
            OfIssuer issuer = new OfIssuer(entry.getKey());
            List<IssuerCrl> known =
                    before == null ? List.of() : before.ofIssuers().getOrDefault(entry.getKey(), List.of());
            entry.getValue()
                    .forEach(list -> serials(list).stream()
                            .filter(serial -> known.stream().noneMatch(other -> other.revokes(serial)))
                            .forEach(serial -> marks.add(issuer.mark(serial))));
        }
        return marks;
    }

    private static Collection<BigInteger> serials(IssuerCrl list) {
        Set<? extends X509CRLEntry> entries = list.list().getRevokedCertificates();
        List<BigInteger> serials = new ArrayList<>();
        if (entries != null) {
            entries.forEach(entry -> serials.add(entry.getSerialNumber()));
        }
        return serials;
    }

    /** The marks of one issuer's certificates, whatever kinds of texts its name is written in. */
    private static final class OfIssuer {
        private final MessageDigest sha256;
        private final byte[] name;

        OfIssuer(X500Principal issuer) {
            this.name = (issuer.getName(X500Principal.CANONICAL) + '\0').getBytes(StandardCharsets.UTF_8);
            try {
                this.sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        String mark(BigInteger serial) {
            sha256.update(name);
            byte[] digest = sha256.digest(serial.toByteArray());
            return SessionMark.of(HexFormat.of().formatHex(digest, 0, BYTES));
        }
    }
}
