package io.gatehouse.service;

import io.gatehouse.certificate.BadCertificateException;
import io.gatehouse.certificate.ClientCertificate;
import io.gatehouse.certificate.ClientCertificates;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.rule.CertificateFields;
import io.gatehouse.policy.rule.CertificateReader;

/** Reads clients' certificates for rules; each once for many logins. */
public final class RuleCertificates implements CertificateReader {
    private final ClientCertificates certificates = new ClientCertificates();

    @Override
    public CertificateFields read(AuthorizationRequest request) {
        try {
            ClientCertificate certificate = certificates.of(request);
            return certificate == null ? CertificateFields.NONE : certificate::field;
        } catch (BadCertificateException e) {
            throw new UndecidedException(Drop.UNDECIDED, "a rule asks for the client's certificate: " + e.getMessage());
        }
    }
}
