package io.gatehouse.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/** Reads single certificates in PEM, as nats-server writes them. */
public final class Certificates {
    /** The longest certificate that is read, in characters of PEM: ten times what is usual. */
    static final int LONGEST = 32 * 1024;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private Certificates() {}

    /**
     * Reads one certificate.
     *
     * @throws BadCertificateException when it is none, or too long
     */
    static X509Certificate parse(String pem) {
        byte[] der = der(pem);
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (certificate.getEncoded().length != der.length) {
                throw unreadable();
            }
            return certificate;
        } catch (CertificateException e) {
            throw unreadable();
        }
    }

    private static byte[] der(String pem) {
        if (pem.length() > LONGEST) {
            throw new BadCertificateException(
                    "a certificate of the client's chain is longer than " + LONGEST + " bytes");
        }
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw unreadable();
        }
        String base64 = text.substring(BEGIN.length(), text.length() - END.length())
                .replace("\n", "")
                .replace("\r", "");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    /**
     * The fingerprint of a certificate in PEM, of which nothing else is read.
     *
     * @throws BadCertificateException when it is none, or too long
     */
    public static String fingerprint(String pem) {
        return sha256(der(pem));
    }

    /** The SHA-256 of something, in hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The fingerprint of a certificate's public key. */
    public static String keyFingerprint(X509Certificate certificate) {
        return sha256(certificate.getPublicKey().getEncoded());
    }

    private static BadCertificateException unreadable() {
        return new BadCertificateException("a certificate of the client's chain is not one that Java can read");
    }
}
