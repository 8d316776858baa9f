package io.gatehouse.config;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What TLS files look like. */
final class SamplePem {
    private SamplePem() {}

    /** Of a key that is gone. */
    static String certificate() {
        return """
                -----BEGIN CERTIFICATE-----
                MIIBdDCCARmgAwIBAgIUFa+yV68Clrg0yFD2ZOHrwPiooPQwCgYIKoZIzj0EAwIw
                DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjgwNTQ0MTVaFw0zNjExMjUwNTQ0MTVa
                MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQecsz2
                cfPXr1V2K56UnnpLZ9z6774jds5xESOsKZ+tKs3H5nwO/q06boW9ZMu+Wz88Ubi5
                I3xT030r4CKyn7+1o1MwUTAdBgNVHQ4EFgQUa8nXQ+FzjhjQ1Etnn0lG8TCJ1hkw
                HwYDVR0jBBgwFoAUa8nXQ+FzjhjQ1Etnn0lG8TCJ1hkwDwYDVR0TAQH/BAUwAwEB
                /zAKBggqhkjOPQQDAgNJADBGAiEAx31x/DDH66pY+LKnTKQxCCeeoT8asqs/lPWq
                EOPJMVUCIQC385opsOKQvHv0ZgD8mqT6sFgFHGXR0f7a2ajp3YNJVw==
                -----END CERTIFICATE-----
                """;
    }

    static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
            String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
