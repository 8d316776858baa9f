package io.gatehouse.directory.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gatehouse.certificate.CertificateLogin;
import io.gatehouse.claims.SessionMark;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Sessions bear the marks of their certificates, and lists tell the same marks to those who have seen no login. */
class CertificateMarksTest extends ListedClientsTestCase {
    private final List<Set<String>> told = new CopyOnWriteArrayList<>();

    private List<String> marks(CertificateScene of, IssuedCertificate certificate) {
        LookupResult result = of.ask(CertificateLogin.by(certificate));
        return result instanceof LookupResult.Found found ? found.identity().marks() : fail("not found");
    }

    private void listen() {
        Disposable unused = scene.directory().revokedMarks().subscribe(told::add);
    }

    private void becomes(String lists) throws IOException {
        Files.writeString(file, lists);
        assertThat(scene.directory().reload().join()).isTrue();
    }

    @Test
    void aLoginHasOneMarkForEachCertificateBelowTheRoot() {
        List<String> orders = marks(scene, ORDERS);
        List<String> billing = marks(scene, BILLING);

        assertThat(orders).hasSize(2).allMatch(SessionMark::isOne).allMatch(mark -> mark.length() == 38);
        assertThat(orders.get(0)).isNotEqualTo(billing.get(0));
        assertThat(orders.get(1)).as("that of the authority").isEqualTo(billing.get(1));
    }

    @Test
    void withoutListsNobodyIsMarked() {
        try (CertificateScene without = new CertificateScene()) {
            assertThat(marks(without, ORDERS)).isEmpty();
        }
    }

    @Test
    void whoListensIsToldOfAllThatAreRevokedAndThenOfMore() throws IOException {
        String orders = marks(scene, ORDERS).get(0);
        String billing = marks(scene, BILLING).get(0);
        becomes(CA.crl(start.plusSeconds(1), next, ORDERS.certificate()));
        assertThat(told).isEmpty();

        listen();
        assertThat(told).containsExactly(Set.of(orders));

        becomes(CA.crl(start.plusSeconds(2), next, ORDERS.certificate(), BILLING.certificate()));
        assertThat(told).containsExactly(Set.of(orders), Set.of(billing));

        becomes(CA.crl(start.plusSeconds(3), next, ORDERS.certificate(), BILLING.certificate()));
        assertThat(told).as("nothing new").hasSize(2);
    }

    @Test
    void anAuthorityThatIsRevokedIsTheMarkOfItsClients() throws IOException {
        String authority = marks(scene, ORDERS).get(1);
        listen();

        becomes(CA.crl(start, next) + ROOT.crl(start, next, CA.certificate()));

        assertThat(told).containsExactly(Set.of(authority));
    }

    /** Serial numbers are unique for one issuer only. */
    @Test
    void aListOfAnotherIssuerTellsOtherMarks() throws IOException {
        String orders = marks(scene, ORDERS).get(0);
        listen();

        becomes(CA.crl(start, next) + ROOT.crl(start, next, ORDERS.certificate()));

        assertThat(told)
                .singleElement()
                .satisfies(marks -> assertThat(marks).hasSize(1).doesNotContain(orders));
    }
}
