package io.gatehouse.cli;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What check says of a server where clients may log in with a certificate. */
class CheckClientCertificatesTest {
    private static final String VERIFIED = "the server verifies clients' certificates";
    private static final String UNVERIFIED = "the server verifies no client's certificate";

    @TempDir
    private Path dir;

    private CheckFixture fixture(String conf) throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        Deployment deployment = fixture.deployment();
        Files.writeString(
                deployment.settings(),
                Files.readString(deployment.settings())
                        .replace("directories:\n", "directories:\n  c: {type: certificate, identity: cn}\n"));
        Files.writeString(deployment.serverConf(), Files.readString(deployment.serverConf()) + conf);
        return fixture;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tls { cert_file: c.pem, key_file: k.pem }\n",
                "tls { cert_file: c.pem, key_file: k.pem, verify: false }\n"
            })
    void aServerThatVerifiesNoneLetsNobodyIn(String conf) throws Exception {
        fixture(conf).offline().fails(UNVERIFIED, "verify: optional", "ca_file").isSilentOf(VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls { verify: true }\n",
                "tls { verify: optional }\n",
                "tls { verify_and_map: true }\n",
                "websocket { port: 9222, tls { verify: true } }\n",
                "mqtt { port: 1883, tls { verify: true } }\n",
                "leafnodes { port: 7422, tls { verify: true } }\n"
            })
    void oneThatVerifiesThemSomewhereIsRight(String conf) throws Exception {
        fixture(conf).offline().says(VERIFIED).isSilentOf(UNVERIFIED);
    }

    @Test
    void withoutSuchADirectoryNothingIsSaid() throws Exception {
        CheckFixture.of(dir, Mode.CONFIG).offline().isSilentOf(VERIFIED).isSilentOf(UNVERIFIED);
    }
}
