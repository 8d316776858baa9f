package io.gatehouse.cli;

import io.gatehouse.claims.request.RequestFixtures;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** The keys of a case, and a server that there is not. */
record ExplainKeys(Path dir, SigningKey issuer, CurveKey xkey, RequestFixtures server, CertificateAuthority ca) {
    /** Stands for the public xkey of the server in the arguments of a case. */
    static final String SERVER_XKEY = "SERVER_XKEY";

    static ExplainKeys of(Path dir) {
        Clock clock = Clock.fixed(Instant.parse(ExplainCase.AT), ZoneOffset.UTC);
        return new ExplainKeys(
                dir,
                SigningKey.generate(NkeyKind.ACCOUNT),
                CurveKey.generate(),
                new RequestFixtures(clock),
                CertificateAuthority.root("Clients"));
    }

    String issuerText() {
        return issuer.publicKey().text();
    }

    /** A request of that server, for us. */
    RequestFixtures.Request request() {
        return server.request().set("sub", issuerText()).user("alice", "wonderland");
    }

    /** Writes what {@code --request} names. */
    void write(byte[] body) throws Exception {
        Files.write(dir.resolve("request"), body);
    }

    /** Writes what {@code --cert} names. */
    void writeCertificate(String pem) throws Exception {
        Files.writeString(dir.resolve("client.pem"), pem + ca.pem());
    }
}
