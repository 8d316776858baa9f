package io.gatehouse.policy.rule;

import java.util.List;

/** The fields of a client's certificate. */
@FunctionalInterface
public interface CertificateFields {
    /** Without a certificate: no field has a value. */
    CertificateFields NONE = field -> List.of();

    /** The values of a field; empty when the certificate does not have it. */
    List<String> field(String name);
}
