package io.gatehouse.directory.shared;

import io.gatehouse.certificate.CertificateKeys;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.ValueSeal;
import io.gatehouse.directory.cache.CredentialKeys;

/**
 * What is made of one secret of the shared cache.
 *
 * @param values seals them
 * @param keys of credentials
 */
record SharedSeal(ValueSeal values, CredentialKeys keys) {
    static SharedSeal of(Secret secret) {
        ValueSeal seal = new ValueSeal(secret);
        return new SharedSeal(
                seal, new CredentialKeys(seal.hash("credentials"), new CertificateKeys(seal.hash("certificates"))));
    }
}
