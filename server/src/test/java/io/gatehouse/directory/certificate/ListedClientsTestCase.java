package io.gatehouse.directory.certificate;

import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two clients of one authority, whose list of revoked certificates the directory reads. */
abstract class ListedClientsTestCase {
    static final CertificateAuthority ROOT = CertificateAuthority.root("Root");
    static final CertificateAuthority CA = ROOT.intermediate("Clients");
    static final IssuedCertificate ORDERS = CA.issue(CertificateRequest.of("orders"));
    static final IssuedCertificate BILLING = CA.issue(CertificateRequest.of("billing"));

    final Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    final Instant next = start.plus(2, ChronoUnit.HOURS);
    final CertificateScene scene = new CertificateScene();

    @TempDir
    Path dir;

    Path file = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        file = Files.writeString(dir.resolve("clients.crl"), CA.crl(start, next));
        scene.crls(file);
    }

    @AfterEach
    void close() {
        scene.close();
    }
}
