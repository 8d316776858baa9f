package io.gatehouse.cli.check;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.tls.TlsSection;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the expiry of certificates and of the sentinel's and the system user's credentials. */
final class CredentialsCheck {
    private static final String NEW_CREDS = "make new ones (nsc generate creds) and hand them out before";

    private final GatehouseSettings settings;
    private final Expiry expiry;
    private final Findings findings;

    CredentialsCheck(GatehouseSettings settings, Expiry expiry, Findings findings) {
        this.settings = settings;
        this.expiry = expiry;
        this.findings = findings;
    }

    void run(@Nullable ServerConf conf) {
        creds(settings.check().sysCreds());
        creds(settings.check().sentinelCreds());
        certificates(settings.nats().tls());
        settings.directories().stream()
                .filter(one -> one.type().keys().contains(TlsSection.SECTION))
                .map(one -> TlsSection.read(one.values()))
                .forEach(this::certificates);
        if (conf != null) {
            certificates(conf.certificate(), false);
            if (conf.defaultSentinel() != null) {
                sentinel(conf.defaultSentinel());
            }
        }
    }

    private void creds(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            UserToken token = CredsFile.parse(RegularFile.text(file)).token();
            expiry.at(file + ": the credentials", token.expiresAt(), NEW_CREDS);
        } catch (IOException e) {
            findings.fail(file + ": cannot be read: " + FileErrors.words(e));
        } catch (IllegalArgumentException | ClaimsException e) {
            findings.fail(file + ": " + e.getMessage(), "make new credentials (nsc generate creds)");
        }
    }

    private void sentinel(String jwt) {
        try {
            expiry.at(
                    "default_sentinel of the server's configuration",
                    UserToken.decode(jwt).expiresAt(),
                    "make a new sentinel and change it there");
        } catch (ClaimsException e) {
            findings.fail("default_sentinel of the server's configuration is not a user JWT: " + e.getMessage());
        }
    }

    private void certificates(TlsSettings tls) {
        certificates(tls.ca(), true);
        certificates(tls.cert(), true);
    }

    /** @param ours whether it must be there; the server's own files may be out of our sight */
    private void certificates(@Nullable Path file, boolean ours) {
        if (file == null || (!ours && !Files.isReadable(file))) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in))) {
                if (certificate instanceof X509Certificate x509) {
                    expiry.at(
                            file + ": the certificate of "
                                    + x509.getSubjectX500Principal().getName(),
                            x509.getNotAfter().toInstant(),
                            "renew it");
                }
            }
        } catch (IOException e) {
            findings.fail(file + ": cannot be read: " + FileErrors.words(e));
        } catch (CertificateException e) {
            findings.fail(file + " has no certificate in it (PEM, BEGIN CERTIFICATE)");
        }
    }
}
