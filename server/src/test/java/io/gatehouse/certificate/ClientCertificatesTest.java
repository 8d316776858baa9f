package io.gatehouse.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificatesTest {
    private static final CertificateAuthority CA = CertificateAuthority.root("Test CA");
    private static final IssuedCertificate ORDERS = CA.issue(CertificateRequest.of("orders"));
    private static final IssuedCertificate BILLING = CA.issue(CertificateRequest.of("billing"));

    private final ClientCertificates certificates = new ClientCertificates();

    @Test
    void takesNoCertificateThatNobodyVerified() {
        assertThat(certificates.of(CertificateLogin.unverified(ORDERS))).isNull();
        assertThat(ClientCertificates.areIn(CertificateLogin.unverified(ORDERS)))
                .isFalse();
        assertThat(certificates.of(CertificateLogin.by(ORDERS).withoutTls())).isNull();
        assertThat(ClientCertificates.areIn(CertificateLogin.by(ORDERS))).isTrue();
    }

    @Test
    void readsAChainOnce() {
        ClientCertificate first = certificates.of(CertificateLogin.by(ORDERS));
        assertThat(certificates.of(CertificateLogin.by(ORDERS))).isSameAs(first);
        assertThat(certificates.of(CertificateLogin.by(BILLING))).isNotSameAs(first);
        assertThat(certificates.size()).isEqualTo(2);
    }

    @Test
    void hasTheIssuersOfEachChain() {
        CertificateAuthority intermediate = CA.intermediate("Intermediate");
        IssuedCertificate issued = intermediate.issue(CertificateRequest.of("orders"));
        List<String> chain = issued.pems();
        List<String> shorter = chain.subList(0, 2);

        ClientCertificate read = Objects.requireNonNull(certificates.of(CertificateLogin.by(List.of(chain, shorter))));

        assertThat(read.issuers())
                .containsExactly(
                        List.of(intermediate.certificate(), CA.certificate()), List.of(intermediate.certificate()));
        assertThat(read.leaf()).isEqualTo(issued.certificate());
    }

    @Test
    void wantsOneCertificateInFrontOfAllChains() {
        assertThatThrownBy(() -> certificates.of(CertificateLogin.by(List.of(ORDERS.pems(), BILLING.pems()))))
                .isInstanceOf(BadCertificateException.class);
        assertThatThrownBy(() -> certificates.of(CertificateLogin.by(List.of(ORDERS.pems(), List.of()))))
                .isInstanceOf(BadCertificateException.class);
        assertThatThrownBy(() -> certificates.of(CertificateLogin.by(List.of(List.of()))))
                .isInstanceOf(BadCertificateException.class);
    }

    /** Each has another length before each of its certificates, so that no two are one. */
    @Test
    void doesNotTakeOneChainForAnother() {
        List<String> three =
                CA.intermediate("I").issue(CertificateRequest.of("orders")).pems();
        ClientCertificate whole = certificates.of(CertificateLogin.by(List.of(three)));
        ClientCertificate cut = certificates.of(CertificateLogin.by(List.of(three.subList(0, 2))));
        ClientCertificate twice = certificates.of(CertificateLogin.by(List.of(three, three)));

        assertThat(List.of(whole, cut, twice)).doesNotHaveDuplicates().hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nM€==\n-----END CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "LONG",
                "BEHIND",
                "TWO"
            })
    void refusesWhatIsNoCertificate(String text) {
        String pem = switch (text) {
            case "LONG" -> ORDERS.pem() + "\n".repeat(Certificates.LONGEST);
            case "BEHIND" -> ORDERS.pem().replace("\n-----END", "AAAA\n-----END");
            case "TWO" -> ORDERS.pem() + BILLING.pem();
            default -> text;
        };
        assertThatThrownBy(() -> certificates.of(CertificateLogin.by(List.of(List.of(pem, CA.pem())))))
                .isInstanceOf(BadCertificateException.class);
        assertThatThrownBy(() -> certificates.of(CertificateLogin.by(List.of(List.of(ORDERS.pem(), pem)))))
                .isInstanceOf(BadCertificateException.class);
        assertThat(certificates.size()).isZero();
    }

    @Test
    void keepsNoMoreThanItMay() {
        ClientCertificates small = new ClientCertificates(100_000);
        for (int i = 0; i < 100; i++) {
            small.of(CertificateLogin.by(CA.issue(CertificateRequest.of("client " + i))));
        }
        assertThat(small.size()).isBetween(5L, 30L);
    }
}
