package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.Certificates;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import io.gatehouse.testkit.DirectoryContract;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The directory of certificates keeps to the contract, with revocation lists that break. */
class CertificateDirectoryContractTest extends DirectoryContract {
    private static final CertificateAuthority CA = CertificateAuthority.root("Clients");
    private static final IssuedCertificate ORDERS = CA.issue(CertificateRequest.of("orders"));
    private static final IssuedCertificate STRANGER =
            CertificateAuthority.root("Others").issue(CertificateRequest.of("orders"));

    @TempDir
    private Path folder;

    private @Nullable CertificateDirectory directory;

    private Path file() {
        return folder.resolve("clients.crl");
    }

    private String list() {
        Instant now = Instant.now();
        return CA.crl(now.minusSeconds(60), now.plusSeconds(3600));
    }

    @Override
    protected Directory open() throws IOException {
        Files.writeString(file(), list());
        CertificateSettings settings = new CertificateSettings(
                "devices",
                new NameRule(NameField.CN, ValuePattern.ANY, false),
                new PinnedIssuers(Set.of(Certificates.keyFingerprint(CA.certificate())), List.of()),
                Set.of(),
                Set.of("ou"),
                false,
                List.of(file()),
                false,
                Duration.ofSeconds(1));
        directory = CertificateDirectory.open(settings, InstantSource.system(), ReloadRecorder.NONE);
        return directory;
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

    @Override
    protected Set<Fault> faults() {
        return Set.of(Fault.DOWN, Fault.GARBAGE);
    }

    @Override
    protected void inject(Fault fault) throws Exception {
        switch (fault) {
            case DOWN -> Files.deleteIfExists(file());
            case GARBAGE -> Files.writeString(file(), "-----BEGIN X509 CRL-----");
            default -> Files.writeString(file(), list());
        }
        if (directory != null) {
            directory.reload().get();
        }
    }
}
