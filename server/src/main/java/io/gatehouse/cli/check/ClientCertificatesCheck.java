package io.gatehouse.cli.check;

import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Findings;

/** Where clients may log in with a certificate: whether the server verifies any. */
final class ClientCertificatesCheck {
    private ClientCertificatesCheck() {}

    static void run(ServerConf conf, Findings findings) {
        if (conf.verifiesCertificates()) {
            findings.ok("the server verifies clients' certificates, so that they can log in with one");
        } else {
            findings.fail(
                    "a directory of type certificate is configured, and the server verifies no client's certificate, so that"
                            + " nobody can log in with one",
                    "set verify: optional (2.14.10, 2.15.3 or newer) or verify: true, and ca_file with the authorities of"
                            + " the clients, in tls of the server's configuration");
        }
    }
}
