package io.gatehouse.testbed.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/**
 * TLS of a server whose certificate can expire.
 *
 * @param ca a file with the authority that has signed both certificates
 * @param valid shows one that is good
 * @param expired shows one that was good until a day ago
 */
public record ExpiringServer(Path ca, SSLContext valid, SSLContext expired) {
    /**
     * Of a host.
     *
     * @param folder where the file is written
     */
    public static ExpiringServer of(String host, Path folder) throws IOException, GeneralSecurityException {
        CertificateAuthority authority = CertificateAuthority.root("Test CA");
        Path ca = Files.writeString(folder.resolve("ca.pem"), authority.pem());
        CertificateRequest before =
                CertificateRequest.of(host).dns(host).until(Instant.now().minus(Duration.ofDays(1)));
        return new ExpiringServer(
                ca,
                authority.issue(CertificateRequest.of(host).dns(host)).context(),
                authority.issue(before).context());
    }
}
