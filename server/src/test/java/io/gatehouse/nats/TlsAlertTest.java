package io.gatehouse.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tls.TlsSettings;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsAlertTest {
    private static final TlsSettings OURS = new TlsSettings(null, Path.of("our.pem"), Path.of("our.key"), null, false);

    @ParameterizedTest
    @CsvSource({
        "decrypt_error, our.key (nats.tls.key) must be the key of the certificate in our.pem",
        "certificate_expired, renew our.pem",
        "certificate_required, our.pem (nats.tls.cert) must be signed by a CA in the server's ca_file",
        "unknown_ca, the server does not trust our certificate",
        "bad_certificate, the server does not trust our certificate",
        "handshake_failure, Received fatal alert: handshake_failure"
    })
    void isExplainedWhereWeHaveACertificate(String alert, String words) {
        assertThat(TlsAlert.words("Received fatal alert: " + alert, OURS)).contains(words, alert);
    }

    @ParameterizedTest
    @CsvSource({
        "certificate_required, the server wants a certificate from us",
        "bad_certificate, the server wants a certificate from us",
        "decrypt_error, Received fatal alert: decrypt_error"
    })
    void isExplainedWhereWeHaveNone(String alert, String words) {
        assertThat(TlsAlert.words("Received fatal alert: " + alert, TlsSettings.DEFAULT))
                .contains(words, alert);
    }
}
