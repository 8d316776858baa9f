package io.gatehouse.policy.rule;

import io.gatehouse.claims.request.AuthorizationRequest;

/** Reads the certificate that nats-server has verified of the client of a request. */
@FunctionalInterface
public interface CertificateReader {
    /** Finds none. */
    CertificateReader NONE = request -> CertificateFields.NONE;

    /**
     * The fields of the certificate.
     *
     * @throws RuntimeException when there is one that cannot be read, so that the login cannot be decided
     */
    CertificateFields read(AuthorizationRequest request);
}
