package io.gatehouse.tls;

import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A certificate of the server that is not taken; the message says why in words. */
public class UntrustedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    UntrustedCertificateException(String message) {
        super(message);
    }

    /**
     * Says why the JDK does not take a chain of certificates.
     *
     * @param chain the server's own certificate first
     * @param ca the file of the CAs that are trusted; null for those of the JDK
     * @param section where the configuration tells of the server, as in {@code nats}
     * @param refusal what the JDK says, which stays where there are no better words
     */
    static CertificateException of(
            X509Certificate[] chain, @Nullable Path ca, String section, CertificateException refusal, Instant now) {
        for (X509Certificate certificate : chain) {
            String date = date(certificate, now);
            if (date != null) {
                String whose = certificate.equals(chain[0])
                        ? "the server's certificate"
                        : "the server's CA certificate (" + certificate.getSubjectX500Principal() + ")";
                return because(whose + date, refusal);
            }
        }
        if (isOfAnotherCa(refusal)) {
            return because(
                    ca == null
                            ? "the server's certificate is not from a CA that is trusted: set " + section + ".tls.ca"
                            : "the CA in " + ca + " (" + section + ".tls.ca) did not sign the server's certificate",
                    refusal);
        }
        return refusal;
    }

    private static @Nullable String date(X509Certificate certificate, Instant now) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(now)) {
            return " ended at " + end;
        }
        return begin.isAfter(now) ? " is not valid before " + begin : null;
    }

    private static boolean isOfAnotherCa(Throwable refusal) {
        for (Throwable each = refusal; each != null; each = each.getCause()) {
            if (each instanceof CertPathBuilderException) {
                return true;
            }
            if (each instanceof CertPathValidatorException invalid
                    && (invalid.getReason() == PKIXReason.NO_TRUST_ANCHOR
                            || invalid.getReason() == BasicReason.INVALID_SIGNATURE)) {
                return true;
            }
        }
        return false;
    }

    private static CertificateException because(String words, CertificateException refusal) {
        UntrustedCertificateException told = new UntrustedCertificateException(words);
        told.initCause(refusal);
        return told;
    }
}
