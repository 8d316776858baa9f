package io.gatehouse.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tls.TlsSettings;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures whose reason the server has told to nobody who still listened. */
class ConnectFailureTest {
    private static final ConnectFailure WITH_CERTIFICATE =
            new ConnectFailure(new TlsSettings(null, Path.of("our.pem"), Path.of("our.key"), null, false), true, false);

    private static final ConnectFailure WITHOUT = new ConnectFailure(TlsSettings.DEFAULT, true, false);

    @ParameterizedTest
    @ValueSource(
            strings = {"Broken pipe", "Connection reset", "Connection reset by peer", "Broken pipe (Write failed)"})
    void aConnectionThatIsCutInTheHandshakeMayMeanOurCertificate(String words) {
        SocketException cut = new SocketException(words);

        assertThat(WITH_CERTIFICATE.remedy(cut, false))
                .isEqualTo(": the server may not trust our certificate: our.pem (nats.tls.cert) must be signed by a CA"
                        + " in the server's ca_file");
        assertThat(WITHOUT.remedy(new SSLException(words, cut), true))
                .isEqualTo(": the server may want a certificate from us: set nats.tls.cert and nats.tls.key");
        assertThat(WITHOUT.remedy(cut, false)).as("without TLS").isEmpty();
    }

    @Test
    void whatTheServerHasToldNeedsNoGuess() {
        assertThat(WITH_CERTIFICATE.remedy(new SSLHandshakeException("Received fatal alert: bad_certificate"), true))
                .isEmpty();
        assertThat(WITH_CERTIFICATE.remedy(new EOFException("closed by nats-server"), true))
                .isEmpty();
        assertThat(WITH_CERTIFICATE.remedy(new IOException("no route", new SocketException("Socket closed")), true))
                .isEmpty();
    }
}
