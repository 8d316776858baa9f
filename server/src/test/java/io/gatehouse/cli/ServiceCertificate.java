package io.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The client certificate by which a service comes to nats-server, behind links as Kubernetes mounts a secret: it and its key are exchanged
 * in the same moment.
 */
record ServiceCertificate(TestPki pki) {
    /** Whoever comes by TLS needs a certificate there; others may come without TLS. */
    Stage.Builder on(Stage.Builder builder) {
        return builder.serverConf(conf -> conf + """

                        allow_non_tls: true
                        tls { cert_file: "%s", key_file: "%s", ca_file: "%s", verify: true }
                        """.formatted(pki.cert("server"), pki.key("server"), pki.cert("ca")))
                .prepared(deployment -> {
                    mount(deployment.dir(), "v1", "client");
                    Files.createSymbolicLink(deployment.dir().resolve("..data"), Path.of("v1"));
                    for (String name : List.of("ca.pem", "tls.pem", "tls.key")) {
                        Files.createSymbolicLink(deployment.dir().resolve(name), Path.of("..data", name));
                    }
                })
                .tls()
                .set("nats.tls.ca", "ca.pem")
                .set("nats.tls.cert", "tls.pem")
                .set("nats.tls.key", "tls.key");
    }

    /**
     * Exchanges the certificate for that of another client.
     *
     * @param folder of the deployment
     */
    void exchange(Path folder, String client) throws IOException {
        mount(folder, "v2", client);
        Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("v2"));
        Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void mount(Path folder, String version, String client) throws IOException {
        Path made = Files.createDirectory(folder.resolve(version));
        Files.copy(pki.cert("ca"), made.resolve("ca.pem"));
        Files.copy(pki.cert(client), made.resolve("tls.pem"));
        Files.copy(pki.key(client), made.resolve("tls.key"));
    }
}
