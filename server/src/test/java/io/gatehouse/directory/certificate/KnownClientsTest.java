package io.gatehouse.directory.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.certificate.CertificateLogin;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Clients that were let in are told of when their certificate, or one of an authority above it, is revoked. */
class KnownClientsTest extends ListedClientsTestCase {
    private final List<String> told = new CopyOnWriteArrayList<>();

    private void listen() {
        Disposable unused = scene.directory().changes().subscribe(change -> {
            assertThat(change.mayLogIn()).isFalse();
            told.add(String.valueOf(change.user()));
        });
    }

    private void letIn(IssuedCertificate certificate) {
        assertThat(scene.ask(CertificateLogin.by(certificate))).isInstanceOf(LookupResult.Found.class);
    }

    private void becomes(String lists) throws IOException {
        Files.writeString(file, lists);
        assertThat(scene.directory().reload().join()).isTrue();
    }

    @Test
    void whoIsOnANewListIsToldOfOnce() throws IOException {
        listen();
        letIn(ORDERS);
        letIn(BILLING);

        becomes(CA.crl(start.plusSeconds(1), next, BILLING.certificate()));
        assertThat(told).containsExactly("billing");

        becomes(CA.crl(start.plusSeconds(2), next, BILLING.certificate()));
        assertThat(told).containsExactly("billing");
    }

    @Test
    void anAuthorityThatIsRevokedTakesItsClientsWithIt() throws IOException {
        listen();
        letIn(ORDERS);

        becomes(CA.crl(start, next) + ROOT.crl(start, next, CA.certificate()));

        assertThat(told).containsExactly("orders");
    }

    @Test
    void nobodyIsRememberedWhileNobodyListens() throws IOException {
        letIn(ORDERS);
        listen();

        becomes(CA.crl(start.plusSeconds(1), next, ORDERS.certificate()));

        assertThat(told).isEmpty();
    }
}
