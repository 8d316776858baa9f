package io.gatehouse.certificate;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subject alternative names of a certificate that are texts, each as it stands there. Read by us, since the JDK leaves out
 * the whole extension without a word when one name in it is not as it expects.
 */
record AlternativeNames(List<String> dns, List<String> email, List<String> uri) {
    private static final String EXTENSION = "2.5.29.17";
    private static final int EMAIL = 0x81;
    private static final int DNS = 0x82;
    private static final int URI = 0x86;

    /** The most names that are looked at; a certificate with more is refused. */
    static final int MOST = 256;

    static AlternativeNames of(X509Certificate certificate) {
        AlternativeNames names = new AlternativeNames(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        byte @Nullable [] extension = certificate.getExtensionValue(EXTENSION);
        if (extension != null) {
            names.read(new DerReader(extension).enter(DerReader.OCTET_STRING).enter(DerReader.SEQUENCE));
        }
        return new AlternativeNames(List.copyOf(names.dns), List.copyOf(names.email), List.copyOf(names.uri));
    }

    private void read(DerReader in) {
        for (int read = 0; in.hasNext(); read++) {
            if (read == MOST) {
                throw new BadCertificateException(
                        "the client's certificate has more than " + MOST + " alternative names");
            }
            int tag = in.tag();
            byte[] name = in.bytes();
            switch (tag) {
                case EMAIL -> email.add(text(name));
                case DNS -> dns.add(text(name));
                case URI -> uri.add(text(name));
                default -> {}
            }
        }
    }

    private static String text(byte[] ascii) {
        for (byte unit : ascii) {
            if (unit < 0) {
                throw new BadCertificateException("the client's certificate has an alternative name that is not ASCII");
            }
        }
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
