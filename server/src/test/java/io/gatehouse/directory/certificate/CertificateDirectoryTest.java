package io.gatehouse.directory.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.certificate.CertificateLogin;
import io.gatehouse.certificate.Certificates;
import io.gatehouse.certificate.ClientCertificate;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateDirectoryTest {
    private static final CertificateAuthority ROOT = CertificateAuthority.root("Root");
    private static final CertificateAuthority CA = ROOT.intermediate("Clients");
    private static final CertificateAuthority OTHER = CertificateAuthority.root("Other");

    private static final Nkey NKEY = SigningKey.generate(NkeyKind.USER).publicKey();

    private final CertificateScene scene = new CertificateScene();

    @AfterEach
    void close() {
        scene.close();
    }

    private LookupResult.Found found(AuthorizationRequest login) {
        LookupResult result = scene.ask(login);
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return (LookupResult.Found) Objects.requireNonNull(result);
    }

    private String name(CertificateRequest request) {
        return found(CertificateLogin.by(CA.issue(request))).identity().name();
    }

    private void assertUnsuitable(CertificateRequest request, String words) {
        assertThat(scene.ask(CertificateLogin.by(CA.issue(request))))
                .isInstanceOfSatisfying(Rejected.class, rejected -> {
                    assertThat(rejected.reason()).isEqualTo(DenyReason.CERTIFICATE_UNSUITABLE);
                    assertThat(rejected.detail()).contains(words);
                });
    }

    private void assertNotMine(AuthorizationRequest login) {
        LookupResult result = scene.ask(login);
        assertThat(result == null ? NotMine.NOT_MINE : result).isEqualTo(NotMine.NOT_MINE);
    }

    @Test
    void findsWhoHasAVerifiedCertificate() {
        Instant end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        IssuedCertificate issued = CA.issue(
                CertificateRequest.of("orders").ou("shop").ou("backend").until(end));
        scene.groups("ou", "o");

        LookupResult.Found found = found(CertificateLogin.by(issued));

        assertThat(found.identity().name()).isEqualTo("orders");
        assertThat(found.identity().directory()).isEqualTo("devices");
        assertThat(found.identity().groups()).containsExactlyInAnyOrder("shop", "backend");
        assertThat(found.identity().attributes())
                .containsEntry("cn", List.of("orders"))
                .containsEntry("ou", List.of("shop", "backend"))
                .containsEntry("issuer", List.of("CN=Clients"));
        assertThat(ClientCertificate.FIELDS)
                .containsAll(found.identity().attributes().keySet());
        assertThat(found.identity().entitlement()).isNull();
        assertThat(found.identity().expiresAt()).isEqualTo(end);
        assertThat(found.validity().until()).isEqualTo(end);
    }

    @Test
    void knowsNobodyByACertificateThatNobodyVerified() {
        assertThat(scene.directory().lookup(CertificateLogin.unverified(CA.issue(CertificateRequest.of("orders")))))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(NameField.class)
    void takesTheNameFromAnyField(NameField field) throws Exception {
        IssuedCertificate issued = CA.issue(CertificateRequest.of("the cn")
                .ou("the ou")
                .organization("the o")
                .part("0.9.2342.19200300.100.1.1", "the uid")
                .dns("the.dns")
                .email("the@email")
                .uri("spiffe://td/uri")
                .serial(0xabcd));
        scene.naming(field);

        assertThat(found(CertificateLogin.by(issued)).identity().name())
                .isEqualTo(
                        switch (field) {
                            case CN -> "the cn";
                            case OU -> "the ou";
                            case O -> "the o";
                            case UID -> "the uid";
                            case DNS -> "the.dns";
                            case EMAIL -> "the@email";
                            case URI, SPIFFE -> "spiffe://td/uri";
                            case SUBJECT -> "UID=the uid,O=the o,OU=the ou,CN=the cn";
                            case SERIAL -> "ABCD";
                            case FINGERPRINT ->
                                Certificates.sha256(issued.certificate().getEncoded());
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "*.clients.example.com, true, orders",
        "*.clients.example.com, false, orders.clients.example.com",
        "orders.*.example.com, true, clients",
        "orders.*, true, clients.example.com"
    })
    void takesAPartOfAValue(String pattern, boolean part, String name) {
        scene.naming(NameField.DNS, pattern, part);
        assertThat(name(CertificateRequest.of("x")
                        .dns("Orders.clients.example.com")
                        .dns("else")))
                .isEqualTo(name);
    }

    @Test
    void wantsOneName() {
        assertUnsuitable(CertificateRequest.of("orders").cn("admin"), "2 values of cn");
        assertThat(name(CertificateRequest.of("orders").cn("orders"))).isEqualTo("orders");
        assertNotMine(CertificateLogin.by(CA.issue(CertificateRequest.nameless().dns("orders"))));
    }

    @Test
    void choosesOneOfSeveralByItsPattern() {
        scene.naming(NameField.EMAIL, "*@example.com", false);
        assertThat(name(CertificateRequest.of("x").email("a@example.com").email("a@example.org")))
                .isEqualTo("a@example.com");
        assertUnsuitable(CertificateRequest.of("x").email("a@example.com").email("b@example.com"), "2 values of email");
        assertNotMine(CertificateLogin.by(CA.issue(CertificateRequest.of("x").email("a@example.org"))));
        assertNotMine(CertificateLogin.by(CA.issue(CertificateRequest.of("x").email("@example.com"))));
    }

    @ParameterizedTest
    @CsvSource({"'a\0b'", "'a\nb'", "' '"})
    void refusesTextsThatAreNoneForUsers(String text) {
        assertUnsuitable(CertificateRequest.of(text), "cn");
        assertUnsuitable(CertificateRequest.of("orders").ou(text), "ou");
    }

    @Test
    void refusesAuthorities() {
        assertUnsuitable(CertificateRequest.of("another CA").authority(), "authority");
    }

    @Test
    void wantsAPinnedIssuerInOneChain() {
        IssuedCertificate issued = CA.issue(CertificateRequest.of("orders"));
        AuthorizationRequest login = CertificateLogin.by(issued);
        scene.issuers(Certificates.keyFingerprint(OTHER.certificate()));

        assertNotMine(login);
        assertNotMine(CertificateLogin.by(List.of(List.of(issued.pem()))));
        found(CertificateLogin.by(OTHER.issue(CertificateRequest.of("orders"))));
        found(CertificateLogin.by(List.of(issued.pems(), List.of(issued.pem(), OTHER.pem()))));
    }

    @Test
    void pinsAuthoritiesOnTheWayAndRootsAlike() {
        AuthorizationRequest login = CertificateLogin.by(CA.issue(CertificateRequest.of("orders")));
        for (CertificateAuthority pinned : List.of(CA, ROOT)) {
            try (CertificateScene one =
                    new CertificateScene().issuers(Certificates.keyFingerprint(pinned.certificate()))) {
                assertThat(one.ask(login)).isInstanceOf(LookupResult.Found.class);
            }
        }
    }

    /** The client's own key is no issuer's. */
    @Test
    void doesNotTakeTheClientsCertificateForItsIssuer() {
        IssuedCertificate issued = CA.issue(CertificateRequest.of("orders"));
        scene.issuers(Certificates.keyFingerprint(issued.certificate()));
        assertNotMine(CertificateLogin.by(issued));
    }

    @Test
    void pinsTheTrustDomain() {
        scene.naming(NameField.SPIFFE).trustDomains("example.org");

        assertThat(name(CertificateRequest.of("x").uri("spiffe://example.org/orders")))
                .isEqualTo("spiffe://example.org/orders");
        assertNotMine(CertificateLogin.by(CA.issue(CertificateRequest.of("x").uri("spiffe://example.com/orders"))));
        assertNotMine(CertificateLogin.by(CA.issue(CertificateRequest.of("x").uri("https://example.org/orders"))));
        assertUnsuitable(CertificateRequest.of("x").uri("spiffe://example.org"), "no path");
        assertUnsuitable(
                CertificateRequest.of("x").uri("spiffe://example.org/a").uri("spiffe://example.org/b"), "another URI");
        assertUnsuitable(
                CertificateRequest.of("x").uri("spiffe://example.org/a").authority(), "authority");
    }

    @Test
    void takesAPartOfASpiffeId() {
        scene.naming(NameField.SPIFFE, "spiffe://example.org/ns/prod/sa/*", true)
                .trustDomains("example.org");
        assertThat(name(CertificateRequest.of("x").uri("spiffe://example.org/ns/prod/sa/orders")))
                .isEqualTo("orders");
        assertNotMine(CertificateLogin.by(
                CA.issue(CertificateRequest.of("x").uri("spiffe://example.org/ns/test/sa/orders"))));
    }

    @Test
    void refusesWhatHasEnded() {
        Instant end = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        AuthorizationRequest login =
                CertificateLogin.by(CA.issue(CertificateRequest.of("orders").until(end)));
        scene.turnTo(end.minusMillis(1));
        found(login);
        scene.turnTo(end);
        assertThat(scene.ask(login))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(DenyReason.EXPIRED));
    }

    @Test
    void cannotDecideOnWhatItCannotRead() {
        AuthorizationRequest login = CertificateLogin.by(List.of(List.of("no certificate")));
        assertThatThrownBy(() -> scene.ask(login))
                .isInstanceOfSatisfying(
                        UndecidedException.class, e -> assertThat(e.reason()).isEqualTo(Drop.UNDECIDED))
                .hasMessageContaining("not one that Java can read");
    }

    @ParameterizedTest
    @CsvSource({"bob, secret, ", ", , token", ", secret, "})
    void leavesWhoBringsASecretToOthers(@Nullable String user, @Nullable String password, @Nullable String token) {
        AuthorizationRequest login =
                CertificateLogin.by(CA.issue(CertificateRequest.of("orders")), user, password, token);
        assertNotMine(login);
        assertThat(scene.directory().reads())
                .containsExactlyInAnyOrder(LoginPart.CERTIFICATE, LoginPart.PASSWORD, LoginPart.TOKEN);
        try (CertificateScene taking = new CertificateScene().withPassword()) {
            assertThat(taking.ask(login)).isInstanceOf(LookupResult.Found.class);
            assertThat(taking.directory().reads()).containsExactly(LoginPart.CERTIFICATE);
        }
    }

    /** Or whoever has both would be who the certificate says, and the signature would go unchecked. */
    @Test
    void leavesWhoBringsAnNkeyToOthers() {
        AuthorizationRequest login = CertificateLogin.by(CA.issue(CertificateRequest.of("orders")), NKEY.text(), null);
        assertNotMine(login);
        try (CertificateScene taking = new CertificateScene().withPassword()) {
            assertThat(taking.ask(login)).isInstanceOf(LookupResult.Found.class);
        }
    }

    @Test
    void ignoresTheNkeyOfTheSentinel() {
        String sentinel = SampleRequest.sentinelJwt(NKEY);
        assertThat(found(CertificateLogin.by(CA.issue(CertificateRequest.of("orders")), NKEY.text(), sentinel))
                        .identity()
                        .name())
                .isEqualTo("orders");
    }

    /** It proves nothing, and nats-server's verify_and_map fills it in. */
    @Test
    void ignoresAUserNameAlone() {
        assertThat(found(CertificateLogin.by(CA.issue(CertificateRequest.of("orders")), "admin", null, null))
                        .identity()
                        .name())
                .isEqualTo("orders");
    }
}
