package io.gatehouse.certificate;

/**
 * A certificate that nats-server has verified cannot be read here; its message says what is wrong, and holds nothing of the
 * certificate's. Made at the rate of logins, so it carries no stack trace.
 */
public final class BadCertificateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadCertificateException(String message) {
        super(message, null, false, false);
    }
}
