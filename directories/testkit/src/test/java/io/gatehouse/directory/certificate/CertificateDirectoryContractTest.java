package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.Certificates;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import io.gatehouse.testkit.FileBackedContract;
import io.gatehouse.testkit.TestLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The directory of certificates keeps to the contract, with revocation lists that break. */
class CertificateDirectoryContractTest extends FileBackedContract<CertificateDirectory> {
    private static final CertificateAuthority CA = CertificateAuthority.root("Clients");
    private static final IssuedCertificate ORDERS = CA.issue(CertificateRequest.of("orders"));
    private static final IssuedCertificate STRANGER =
            CertificateAuthority.root("Others").issue(CertificateRequest.of("orders"));

    @Override
    protected String good() {
        Instant now = Instant.now();
        return CA.crl(now.minusSeconds(60), now.plusSeconds(3600));
    }

    @Override
    protected String garbage() {
        return "-----BEGIN X509 CRL-----";
    }

    @Override
    protected CertificateDirectory open(Path list) {
        CertificateSettings settings = new CertificateSettings(
                "devices",
                new NameRule(NameField.CN, ValuePattern.ANY, false),
                new PinnedIssuers(Set.of(Certificates.keyFingerprint(CA.certificate())), List.of()),
                Set.of(),
                Set.of("ou"),
                false,
                List.of(list),
                false,
                Duration.ofSeconds(1));
        return CertificateDirectory.open(settings, InstantSource.system(), ReloadRecorder.NONE);
    }

    @Override
    protected CompletableFuture<Boolean> reload(CertificateDirectory directory) {
        return directory.reload();
    }

    @Override
    protected TestLogin known() {
        return TestLogin.certificate(ORDERS.pems());
    }

    @Override
    protected String nameOfKnown() {
        return "orders";
    }

    @Override
    protected @Nullable TestLogin wrong() {
        return null;
    }

    @Override
    protected TestLogin unknown() {
        return TestLogin.certificate(STRANGER.pems());
    }

    @Override
    protected List<String> secrets() {
        return List.of(ORDERS.pem(), "BEGIN CERTIFICATE");
    }
}
