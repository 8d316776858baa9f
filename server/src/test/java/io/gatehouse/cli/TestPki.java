package io.gatehouse.cli;

import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A certificate authority of its own, and whom it vouches for; PEM files in a folder. */
final class TestPki {
    private final Path dir;
    private final CertificateAuthority ca = CertificateAuthority.root("Test CA");
    private final IssuedCertificate client =
            ca.issue(CertificateRequest.of("client").dns("client.example"));

    private TestPki(Path dir) {
        this.dir = dir;
    }

    /** A CA, a server on 127.0.0.1 and a client. */
    static TestPki create(Path dir) throws IOException {
        TestPki pki = new TestPki(dir);
        Files.writeString(pki.cert("ca"), pki.ca.pem());
        pki.client.write(dir, "client");
        pki.issue("server", ofLoopback("server"));
        return pki;
    }

    /** One more server, whose common name is 127.0.0.1 whatever it is for. */
    void addServer(String name, UnaryOperator<CertificateRequest> alternativeNames) throws IOException {
        issue(name, alternativeNames.apply(CertificateRequest.of("127.0.0.1")));
    }

    /** One more client. */
    void addClient(String name) throws IOException {
        issue(name, CertificateRequest.of(name).dns("client.example"));
    }

    /** One more server on 127.0.0.1, whose certificate is valid for a day that begins so far from now. */
    void addServerOfOneDay(String name, Duration fromNow) throws IOException {
        issue(name, ofLoopback(name).dayFrom(Instant.now().plus(fromNow)));
    }

    private static CertificateRequest ofLoopback(String commonName) {
        return CertificateRequest.of(commonName).loopback().dns("localhost");
    }

    private void issue(String name, CertificateRequest request) throws IOException {
        ca.issue(request).write(dir, name);
    }

    Path cert(String name) {
        return dir.resolve(name + ".pem");
    }

    Path key(String name) {
        return dir.resolve(name + ".key");
    }

    /** For a client that trusts the CA. */
    SSLContext trusting() throws GeneralSecurityException, IOException {
        return ca.trusting();
    }

    /** For a client that trusts the CA and shows the client's certificate. */
    SSLContext identified() throws GeneralSecurityException, IOException {
        return client.context();
    }

    /** For a client that trusts the CA and another one, and shows the client's certificate. */
    SSLContext identified(TestPki other) throws GeneralSecurityException, IOException {
        return client.context(ca.certificate(), other.ca.certificate());
    }
}
