package io.gatehouse.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTextsTest {
    private static final CertificateAuthority CA = CertificateAuthority.root("Test CA");

    /** A subject with one common name, whose kind and bytes are given in hexadecimal. */
    private static X500Principal name(String kind, String bytes) {
        String value = kind + length(bytes.length() / 2) + bytes;
        String pair = "0603550403" + value;
        String part = "30" + length(pair.length() / 2) + pair;
        String set = "31" + length(part.length() / 2) + part;
        return new X500Principal(HexFormat.of().parseHex("30" + length(set.length() / 2) + set));
    }

    private static String length(int length) {
        return HexFormat.of().toHexDigits((byte) length);
    }

    /** In the order: a BMPString that spells admin1 for the JDK, and texts that it would all read as M\ufffdx. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1e 61646d696e31", "14 4dfc78", "14 4df678", "0c 4dfc78", "13 4dfc78", "16 4dfc78", "1b 4dfc78"})
    void refusesWhatIsReadAsAnotherName(String text) {
        X500Principal name = name(text.substring(0, 2), text.substring(3));
        assertThatThrownBy(() -> NameTexts.require(name))
                .isInstanceOf(BadCertificateException.class)
                .hasMessageContaining("UTF8String");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0c 4dc3bc78", "13 4d78", "14 4d78", "16 4d78", "1b 4d78", "1c 0000004d", "0c "})
    void takesWhatIsReadAsItIsMeant(String text) {
        X500Principal name = name(text.substring(0, 2), text.substring(3));
        assertThatCode(() -> NameTexts.require(name)).doesNotThrowAnyException();
    }

    /** The issuer's name is one of the fields too, and that of the authority begins with the same letters for the JDK. */
    @Test
    void looksAtTheIssuerAndTheSubjectOfACertificate() {
        CertificateAuthority odd = CertificateAuthority.root(CertificateRequest.nameless()
                .text("2.5.4.3", 0x1e, new byte[] {'C', 'A'})
                .authority());
        ClientCertificates certificates = new ClientCertificates();

        assertThatThrownBy(() -> certificates.of(CertificateLogin.by(odd.issue(CertificateRequest.of("orders")))))
                .isInstanceOf(BadCertificateException.class);
        assertThatThrownBy(() -> certificates.of(CertificateLogin.by(CA.issue(
                        CertificateRequest.of("orders").text("2.5.4.11", 0x1e, new byte[] {'o', 'p', 's', '1'})))))
                .isInstanceOf(BadCertificateException.class);
        ClientCertificate read = Objects.requireNonNull(certificates.of(CertificateLogin.by(
                CA.issue(CertificateRequest.nameless().text("2.5.4.3", 0x13, new byte[] {'o', '1'})))));
        assertThat(read.field("cn")).isEqualTo(List.of("o1"));
    }
}
