package io.gatehouse.tls;

/** A trusted certificate, for another server than the one that was asked for. */
final class WrongServerException extends UntrustedCertificateException {
    private static final long serialVersionUID = 1L;

    WrongServerException(String expected, CertificateNames names, String section) {
        super("the server's certificate is not for " + expected + ", but for " + names
                + ": connect to it by a name of the certificate, or set " + section + ".tls.server_name");
    }
}
