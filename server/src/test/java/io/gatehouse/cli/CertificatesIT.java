package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.audit.AuditLines;
import io.gatehouse.certificate.Certificates;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that prove who they are with a certificate, on a real nats-server. */
@AgainstNatsServer
@Tag("heavy")
class CertificatesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The client library waits for all of its time where the handshake fails. */
    private static final Duration TURNED_AWAY = Duration.ofSeconds(2);

    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1",
              "permissions": {"pub": {"allow": ["from.alice.>"]}, "sub": {"allow": ["to.alice.>"]}}}}
            """;

    @TempDir
    private static Path dir;

    @SuppressWarnings("NullAway.Init")
    private static CertificatePki pki;

    @BeforeAll
    static void makeCertificates() throws Exception {
        pki = CertificatePki.create(dir);
    }

    private static Stage.Builder stage(Mode mode, String verify) {
        Stage.Builder stage = mode == Mode.OPERATOR ? Stage.operator() : Stage.config();
        return pki.withDirectory(pki.on(stage.users(USERS), verify));
    }

    private static Options.Builder by(Stage stage, IssuedCertificate certificate) throws Exception {
        return stage.clear().sslContext(certificate.context(pki.root().certificate()));
    }

    private static void mayLogIn(Stage stage, String name, IssuedCertificate certificate) throws Exception {
        try (Client client = new Client(by(stage, certificate))) {
            client.says("from." + name + ".news");
            client.mayNotSay("from.somebody-else.news");
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientsLogInWithTheirCertificates(Mode mode) throws Exception {
        try (Stage stage = stage(mode, "verify: true").open()) {
            mayLogIn(stage, "orders", pki.client("orders"));
            mayLogIn(stage, "billing", pki.client("billing"));
            stage.awaitGrants(2);
        }
    }

    /** The certificate is there with each login, and a password is still checked by who knows passwords. */
    @ParameterizedTest
    @EnumSource
    void passwordsAreCheckedAllTheSame(Mode mode) throws Exception {
        IssuedCertificate orders = pki.client("orders");
        try (Stage stage = stage(mode, "verify: true").open()) {
            try (Client alice = new Client(stage.as("alice", "a1").sslContext(orders.context()))) {
                alice.says("from.alice.news");
            }
            Refusal.of(stage.as("alice", "wrong").sslContext(orders.context()), stage, "gatehouse: bad_credentials");
            Refusal.of(stage.as("nobody", "wrong").sslContext(orders.context()), stage, "gatehouse: bad_credentials");
        }
    }

    /** nats-server takes certificates where they are given since 2.14.10 and 2.15.3. */
    @ParameterizedTest
    @EnumSource
    void certificatesStandBesidePasswords(Mode mode) throws Exception {
        try (Stage stage = stage(mode, CertificatePki.OPTIONAL).open()) {
            mayLogIn(stage, "orders", pki.client("orders"));
            try (Client alice =
                    new Client(stage.as("alice", "a1").sslContext(pki.root().trusting()))) {
                alice.says("from.alice.news");
                alice.mayNotSay("from.orders.news");
            }
            Refusal.of(stage.as("alice", "wrong").sslContext(pki.root().trusting()), stage, "bad_credentials");
            Refusal.of(stage.clear().sslContext(pki.root().trusting()), stage, "gatehouse: no_credentials");
        }
    }

    /** nats-server looks for a user of its own first; who is none is asked about as with verify. */
    @Test
    void clientsLogInWhereTheServerMapsCertificates() throws Exception {
        try (Stage stage = stage(Mode.CONFIG, "verify_and_map: true").open()) {
            mayLogIn(stage, "orders", pki.client("orders"));
            Refusal.of(
                    by(
                            stage,
                            pki.clients().issue(CertificateRequest.of("orders").cn("admin"))),
                    stage,
                    "gatehouse: certificate_unsuitable");
        }
    }

    /** Whoever says who the client is: the certificate that the server has verified is that of the connection. */
    @ParameterizedTest
    @EnumSource
    void rulesReadTheCertificate(Mode mode) throws Exception {
        IssuedCertificate orders = pki.clients()
                .issue(CertificateRequest.of("orders").ou("night").ou("weekend").dns("till7"));
        IssuedCertificate billing =
                pki.clients().issue(CertificateRequest.of("billing").ou("day").dns("till8"));
        Stage.Builder builder = stage(mode, CertificatePki.OPTIONAL)
                .set("rules.shifts.if.certificate.ou", "night,evening")
                .set("rules.shifts.if.certificate.dns", "till*")
                .set(
                        "rules.shifts.give.permissions.pub.allow",
                        "{{certificate(dns)}}.{{certificate(cn)}}.{{certificate(ou)}}");
        try (Stage stage = builder.open()) {
            readsOrders(by(stage, orders));
            readsOrders(stage.as("alice", "a1").sslContext(orders.context()));
            List<Options.Builder> others = List.of(
                    by(stage, billing),
                    stage.as("alice", "a1").sslContext(billing.context()),
                    stage.as("alice", "a1").sslContext(pki.root().trusting()));
            for (Options.Builder other : others) {
                try (Client client = new Client(other)) {
                    client.mayNotSay("till7.orders.night");
                    client.mayNotSay("till8.billing.day");
                }
            }
        }
    }

    private static void readsOrders(Options.Builder options) throws Exception {
        try (Client client = new Client(options)) {
            client.says("till7.orders.night");
            client.says("till7.orders.weekend");
            client.mayNotSay("till7.orders.day");
            client.mayNotSay("till7.billing.night");
            client.mayNotSay("till8.orders.night");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLoginWithACertificateNamesOneOfSeveralAccounts(Mode mode) throws Exception {
        IssuedCertificate orders = pki.client("orders");
        Stage.Builder builder = stage(mode, "verify: true")
                .set("callout.account_separator", "/")
                .set("rules.second.if.directory", "devices")
                .set("rules.second.give.account", "APP2")
                .set("rules.news.give.permissions.pub.allow", "news")
                .set("rules.news.give.permissions.sub.allow", "news");
        try (Stage stage = builder.open()) {
            AskedAccounts.assertGiven(
                    by(stage, orders).userInfo("alice", "a1"),
                    by(stage, orders).userInfo("/APP1", ""),
                    by(stage, orders).userInfo("/APP2", ""));
            Refusal.of(by(stage, orders).userInfo("/SYS", ""), stage, "gatehouse: account_not_granted");
            Silence.of(by(stage, orders), stage, Drop.RULES_CONFLICT);
        }
    }

    @Test
    void othersAreRefused() throws Exception {
        try (Stage stage = stage(Mode.CONFIG, "verify: true").open()) {
            try (LogCapture log = LogCapture.of(Level.INFO)) {
                Refusal.of(by(stage, pki.other().issue(CertificateRequest.of("orders"))), stage, "no_credentials");
                log.await(0, "no directory takes the client's certificate");
            }
            Refusal.of(by(stage, pki.root().issue(CertificateRequest.of("orders"))), stage, "no_credentials");
            Refusal.of(
                    by(
                            stage,
                            pki.clients().issue(CertificateRequest.of("orders").cn("admin"))),
                    stage,
                    "gatehouse: certificate_unsuitable");
            Refusal.of(
                    by(
                            stage,
                            pki.clients().issue(CertificateRequest.of("orders").authority())),
                    stage,
                    "gatehouse: certificate_unsuitable");
            stage.awaitCounted();
            assertThat(stage.service().counters().denials(DenyReason.CERTIFICATE_UNSUITABLE))
                    .isEqualTo(2);
            assertThat(stage.service().counters().grants()).isZero();
        }
    }

    /** Whom the server does not trust, Gatehouse never hears of. */
    @Test
    void whoIsNotTrustedIsTurnedAwayByTheServer() throws Exception {
        IssuedCertificate stranger = CertificateAuthority.root("Stranger").issue(CertificateRequest.of("orders"));
        IssuedCertificate ended = pki.clients()
                .issue(CertificateRequest.of("orders").until(Instant.now().minusSeconds(60)));
        try (Stage stage = stage(Mode.CONFIG, "verify: true").open()) {
            for (IssuedCertificate one : new IssuedCertificate[] {stranger, ended}) {
                long mark = stage.server().log().mark();
                Options.Builder client = by(stage, one).connectionTimeout(TURNED_AWAY);
                assertThatThrownBy(() -> Nats.connect(client.build())).isInstanceOf(IOException.class);
                stage.server().log().awaitAfter(mark, "TLS handshake error");
            }
            assertThat(stage.service().counters().requests()).isZero();
        }
    }

    @Test
    void whatIsRevokedWhileItRunsCountsAtOnce() throws Exception {
        IssuedCertificate orders = pki.client("orders");
        IssuedCertificate billing = pki.client("billing");
        Path list = pki.revoke(tomorrow());
        try (Stage stage = stage(Mode.CONFIG, "verify: true")
                .set("directories.devices.crl.files", list.toString())
                .set("directories.devices.crl.reload", "20ms")
                .set("http.listen", "127.0.0.1:0")
                .set("audit.to", "file")
                .set("audit.file.path", dir.resolve("audit.jsonl").toString())
                .open()) {
            mayLogIn(stage, "orders", orders);
            mayLogIn(stage, "billing", billing);

            long before = stage.service().counters().reloads();
            pki.revoke(tomorrow(), orders);
            await().atMost(PATIENCE).until(() -> stage.service().counters().reloads() > before);

            Refusal.of(by(stage, orders), stage, "gatehouse: certificate_revoked");
            mayLogIn(stage, "billing", billing);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(AuditLines.of(dir.resolve("audit.jsonl"), "decision"))
                            .filteredOn(record -> "certificate_revoked".equals(record.get("reason")))
                            .isNotEmpty()
                            .allSatisfy(record -> assertThat(record)
                                    .containsEntry(
                                            "certificate",
                                            Certificates.sha256(
                                                    orders.certificate().getEncoded()))));
            assertThat(Pages.of(stage.service())
                            .metric("gatehouse_directory_revoked_certificates"
                                    + "{directory=\"devices\",type=\"certificate\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void authoritiesThatAreReplacedInTheirFileArePinnedByAReload() throws Exception {
        IssuedCertificate orders = pki.client("orders");
        Path pinned = Files.writeString(dir.resolve("pinned.pem"), pki.clients().pem());
        try (Stage stage = stage(Mode.CONFIG, "verify: true")
                .set("directories.devices.issuers", pinned.toString())
                .open()) {
            mayLogIn(stage, "orders", orders);
            Files.writeString(pinned, pki.other().pem());

            assertThat(stage.service().reload("a test").join().changed())
                    .containsExactly("directories.devices.issuers");
            Refusal.of(by(stage, orders), stage, "gatehouse: no_credentials");
            mayLogIn(stage, "orders", pki.other().issue(CertificateRequest.of("orders")));
        }
    }

    @Test
    void aListThatIsOutOfDateDeniesNobody() throws Exception {
        Path list = pki.revoke(Instant.now().minusSeconds(1));
        try (Stage stage = stage(Mode.CONFIG, "verify: true")
                .set("directories.devices.crl.files", list.toString())
                .open()) {
            Silence.of(by(stage, pki.client("orders")), stage, Drop.UNDECIDED);
        }
    }

    @Test
    void aSessionEndsWithTheCertificate() throws Exception {
        try (Stage stage = stage(Mode.CONFIG, "verify: true").open();
                Client lasting = new Client(by(stage, pki.client("lasting")))) {
            // Not before the server is up, so that it lasts for a login on a busy machine.
            Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
            IssuedCertificate brief =
                    pki.clients().issue(CertificateRequest.of("brief").until(end));
            try (Client client = new Client(by(stage, brief))) {
                client.says("from.brief.news");
                client.awaitDisconnect();
                assertThat(client.complaint()).containsIgnoringCase("User Authentication Expired");
                assertThat(Instant.now()).isBetween(end.minusSeconds(1), end.plusSeconds(10));
            }
            assertThat(lasting.isConnected()).isTrue();
        }
    }

    private static Instant tomorrow() {
        return Instant.now().plus(1, ChronoUnit.DAYS);
    }
}
