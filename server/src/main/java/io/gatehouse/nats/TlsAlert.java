package io.gatehouse.nats;

import io.gatehouse.tls.TlsSettings;
import java.util.List;

/** What a server means by the alert with which it ends a handshake. */
final class TlsAlert {
    private static final List<String> DISTRUST =
            List.of("bad_certificate", "unknown_ca", "certificate_unknown", "unsupported_certificate", "access_denied");

    private TlsAlert() {}

    /** What a server may have meant that ended the handshake, and whose alert was not read. */
    static String ofNone(TlsSettings tls) {
        return tls.cert() == null
                ? "the server may want a certificate from us: set nats.tls.cert and nats.tls.key"
                : "the server may not trust our certificate: " + tls.cert()
                        + " (nats.tls.cert) must be signed by a CA in the server's ca_file";
    }

    /** @param message of the JDK, which names the alert */
    static String words(String message, TlsSettings tls) {
        if (tls.cert() == null) {
            return message.contains("certificate_required") || message.contains("bad_certificate")
                    ? "the server wants a certificate from us (" + message + "): set nats.tls.cert and nats.tls.key"
                    : message;
        }
        if (message.contains("decrypt_error")) {
            return "the server could not verify our signature (" + message + "): " + tls.key()
                    + " (nats.tls.key) must be the key of the certificate in " + tls.cert() + " (nats.tls.cert)";
        }
        if (message.contains("certificate_expired")) {
            return "our certificate has ended, or is not valid yet, by the server's clock (" + message + "): renew "
                    + tls.cert() + " (nats.tls.cert)";
        }
        if (message.contains("certificate_required")) {
            return "the server does not ask for a certificate that we have (" + message + "): " + tls.cert()
                    + " (nats.tls.cert) must be signed by a CA in the server's ca_file";
        }
        return DISTRUST.stream().anyMatch(message::contains)
                ? "the server does not trust our certificate (" + message + "): " + tls.cert()
                        + " (nats.tls.cert) must be signed by a CA in the server's ca_file"
                : message;
    }
}
