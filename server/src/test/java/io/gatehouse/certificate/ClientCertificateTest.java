package io.gatehouse.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateTest {
    private static final CertificateAuthority CA = CertificateAuthority.root("Test CA");
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";

    private final ClientCertificates certificates = new ClientCertificates();

    private ClientCertificate read(CertificateRequest request) {
        return read(CA.issue(request));
    }

    private ClientCertificate read(IssuedCertificate issued) {
        return Objects.requireNonNull(certificates.of(CertificateLogin.by(issued)));
    }

    @Test
    void hasThePartsOfTheSubject() {
        ClientCertificate read = read(CertificateRequest.of("orders")
                .ou("shop")
                .ou("backend")
                .organization("Example, Inc.")
                .part("2.5.4.6", "DE")
                .part("0.9.2342.19200300.100.1.1", "u17"));

        assertThat(read.field("cn")).containsExactly("orders");
        assertThat(read.field("ou")).containsExactly("shop", "backend");
        assertThat(read.field("o")).containsExactly("Example, Inc.");
        assertThat(read.field("c")).containsExactly("DE");
        assertThat(read.field("uid")).containsExactly("u17");
        assertThat(read.field("issuer")).containsExactly("CN=Test CA");
        assertThat(read.field("subject").get(0)).contains("O=Example\\, Inc.").endsWith("CN=orders");
        assertThat(read.field("l")).isEmpty();
        assertThat(read.field("no such field")).isEmpty();
        assertThat(ClientCertificate.FIELDS).containsAll(read.fields().keySet());
    }

    /** A name that would be two, were it not escaped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,CN=admin",
                "a+CN=admin",
                "#0c0161",
                " a ",
                "a\\,CN=admin",
                "\"a\",CN=admin",
                "ä€😀",
                "a\0b",
                "a=b;CN=c"
            })
    void takesNoNameApart(String name) {
        assertThat(read(CertificateRequest.of(name)).field("cn")).containsExactly(name);
    }

    @Test
    void hasTheAlternativeNames() {
        ClientCertificate read = read(CertificateRequest.of("orders")
                .dns("Orders.Example.com")
                .dns("_odd_.example.com")
                .email("orders@example.com")
                .uri("https://example.com/orders")
                .loopback());

        assertThat(read.field("dns")).containsExactly("orders.example.com", "_odd_.example.com");
        assertThat(read.field("email")).containsExactly("orders@example.com");
        assertThat(read.field("uri")).containsExactly("https://example.com/orders");
    }

    @Test
    void tellsWhatOpensslTells() throws CertificateEncodingException {
        IssuedCertificate issued = CA.issue(CertificateRequest.of("orders").serial(0xa1b2cL));
        ClientCertificate read = read(issued);

        assertThat(read.field("serial")).containsExactly("0A1B2C");
        assertThat(read.field("fingerprint"))
                .containsExactly(Certificates.sha256(issued.certificate().getEncoded()));
    }

    @Test
    void endsWithTheCertificate() {
        Instant end = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        assertThat(read(CertificateRequest.of("orders").until(end)).notAfter()).isEqualTo(end);
    }

    @Test
    void knowsAuthorities() {
        assertThat(read(CertificateRequest.of("orders")).isAuthority()).isFalse();
        assertThat(read(CertificateRequest.of("another CA").authority()).isAuthority())
                .isTrue();
    }

    /** The JDK leaves an extension out that it cannot read, and would take the certificate for one without. */
    @Test
    void isNotReadWithoutAnExtensionThatIsBroken() {
        assertThatThrownBy(() ->
                        read(CertificateRequest.of("orders").extension(ALTERNATIVE_NAMES, new byte[] {0x30, 5, 1})))
                .isInstanceOf(BadCertificateException.class)
                .hasMessageContaining("not well formed");
        assertThatThrownBy(() ->
                        read(CertificateRequest.of("orders").extension(BASIC_CONSTRAINTS, new byte[] {0x30, 9})))
                .isInstanceOf(BadCertificateException.class);
        assertThatThrownBy(() -> read(CertificateRequest.of("orders").dns("ö.example.com")))
                .isInstanceOf(BadCertificateException.class)
                .hasMessageContaining("not ASCII");
    }

    @Test
    void readsSoManyNamesAndNoMore() {
        CertificateRequest request = CertificateRequest.of("orders");
        for (int i = 0; i < AlternativeNames.MOST; i++) {
            request.dns("n" + i + ".example.com");
        }
        assertThat(read(request).field("dns")).hasSize(AlternativeNames.MOST);
        assertThatThrownBy(() -> read(request.dns("one.more"))).isInstanceOf(BadCertificateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://example.org/ns/prod/sa/orders",
                "spiffe://my_domain-1.example/a.b_c-D",
                "spiffe://td/..."
            })
    void hasASpiffeId(String id) {
        ClientCertificate read = read(CertificateRequest.nameless().uri(id).dns("orders.example.com"));

        assertThat(read.field("spiffe")).containsExactly(id);
        assertThat(Objects.requireNonNull(read.spiffe()).text()).isEqualTo(id);
        assertThat(read.spiffeMistake()).isNull();
        assertThat(read.field("subject")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://example.org",
                "spiffe://example.org/",
                "spiffe://example.org/a/",
                "spiffe://example.org//a",
                "spiffe://example.org/a/../b",
                "spiffe://example.org/a/./b",
                "spiffe://example.org/a?b",
                "spiffe://example.org/a#b",
                "spiffe://example.org/a%2fb",
                "spiffe://Example.org/a",
                "spiffe://example.org:80/a",
                "spiffe://user@example.org/a",
                "spiffe:///a",
                "SPIFFE://example.org/a",
                "spiffe:example.org/a"
            })
    void hasNoSpiffeIdThatIsNotOne(String id) {
        ClientCertificate read = read(CertificateRequest.of("orders").uri(id));

        assertThat(read.field("spiffe")).isEmpty();
        assertThat(read.spiffe()).isNull();
        assertThat(read.spiffeMistake()).isNotNull();
    }

    @Test
    void hasNoSpiffeIdThatIsTooLong() {
        String longest = "spiffe://example.org/" + "a".repeat(2048 - "spiffe://example.org/".length());
        assertThat(read(CertificateRequest.of("orders").uri(longest)).spiffe()).isNotNull();
        assertThat(read(CertificateRequest.of("orders").uri(longest + "a")).spiffeMistake())
                .contains("2048");
    }

    @Test
    void hasASpiffeIdOnlyAsTheOnlyUriOfACertificateThatIssuesNone() {
        String id = "spiffe://example.org/orders";
        assertThat(read(CertificateRequest.of("orders").uri(id).uri("https://example.com"))
                        .spiffeMistake())
                .contains("another URI");
        assertThat(read(CertificateRequest.of("orders").uri(id).uri(id)).spiffeMistake())
                .contains("another URI");
        assertThat(read(CertificateRequest.of("orders").uri(id).authority()).spiffeMistake())
                .contains("authority");
        assertThat(read(CertificateRequest.of("orders").uri("https://example.com"))
                        .spiffeMistake())
                .isNull();
    }

    @Test
    void showsNothingOfItself() {
        assertThat(read(CertificateRequest.of("orders")).toString()).doesNotContain("orders");
    }
}
