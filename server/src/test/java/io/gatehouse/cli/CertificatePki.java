package io.gatehouse.cli;

import io.gatehouse.testbed.junit.ServerUnderTest;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** A root that a server trusts, an authority below it for clients, and another root that the server trusts as well. */
final class CertificatePki {
    /** What a server's {@code tls} has that takes certificates where clients have them. */
    static final String OPTIONAL = "verify: optional";

    /** A version of nats-server that knows it; those before 2.14.10 and 2.15.3 do not start with it. */
    static final String KNOWS_OPTIONAL = "2.15.3";

    private final Path dir;
    private final CertificateAuthority root = CertificateAuthority.root("Root");
    private final CertificateAuthority clients = root.intermediate("Clients");
    private final CertificateAuthority other = CertificateAuthority.root("Other");

    private CertificatePki(Path dir) {
        this.dir = dir;
    }

    static CertificatePki create(Path dir) throws IOException {
        CertificatePki pki = new CertificatePki(dir);
        Files.writeString(dir.resolve("ca.pem"), pki.root.pem() + pki.other.pem());
        Files.writeString(dir.resolve("clients-ca.pem"), pki.clients.pem());
        pki.root
                .issue(CertificateRequest.of("server").dns("localhost").loopback())
                .write(dir, "server");
        pki.root.issue(CertificateRequest.of("gatehouse").dns("gatehouse")).write(dir, "service");
        return pki;
    }

    CertificateAuthority root() {
        return root;
    }

    CertificateAuthority clients() {
        return clients;
    }

    CertificateAuthority other() {
        return other;
    }

    IssuedCertificate client(String name) {
        return clients.issue(CertificateRequest.of(name));
    }

    /** A revocation list of the clients' authority, in a file that is replaced as a whole. */
    Path revoke(Instant nextUpdate, IssuedCertificate... revoked) throws IOException {
        X509Certificate[] certificates =
                Stream.of(revoked).map(IssuedCertificate::certificate).toArray(X509Certificate[]::new);
        Instant begin = Instant.now().minus(1, ChronoUnit.HOURS);
        Path next = Files.writeString(dir.resolve("clients.crl.new"), clients.crl(begin, nextUpdate, certificates));
        return Files.move(
                next, dir.resolve("clients.crl"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path file(String name) {
        return dir.resolve(name);
    }

    /** The server's {@code tls}, with ample time for a handshake. */
    String conf(String verify) {
        return "\ntls { cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\", timeout: 10, %s }\n"
                .formatted(file("server.pem"), file("server.key"), file("ca.pem"), verify);
    }

    /** With that server, and a service that shows a certificate of its own. */
    Stage.Builder on(Stage.Builder stage, String verify) {
        return (verify.equals(OPTIONAL) ? stage.on(ServerUnderTest.of(KNOWS_OPTIONAL)) : stage)
                .serverConf(conf -> conf + conf(verify))
                .set("nats.tls.ca", file("ca.pem").toString())
                .set("nats.tls.cert", file("service.pem").toString())
                .set("nats.tls.key", file("service.key").toString());
    }

    /** With a directory of the clients' certificates, {@code devices}, and what its identities may. */
    Stage.Builder withDirectory(Stage.Builder stage) {
        return stage.set("directories.devices.type", "certificate")
                .set("directories.devices.identity", "cn")
                .set("directories.devices.issuers", file("clients-ca.pem").toString())
                .set("directories.devices.groups_from", "ou")
                .set("rules.devices.if.directory", "devices")
                .set("rules.devices.give.account", "APP1")
                .set("rules.devices.give.permissions.pub.allow", "from.{{name()}}.>")
                .set("rules.devices.give.permissions.sub.allow", "to.{{name()}}.>");
    }
}
