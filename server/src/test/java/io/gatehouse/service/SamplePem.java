package io.gatehouse.service;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;

/** What TLS files look like. */
final class SamplePem {
    private SamplePem() {}

    /** Of {@link #key}. */
    static String certificate() {
        return """
                -----BEGIN CERTIFICATE-----
                MIIBczCCARmgAwIBAgIUN9CAAjHHJ1hwAD4kMa1UCsqgU38wCgYIKoZIzj0EAwIw
                DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjgwOTM5MTJaFw0zNjExMjUwOTM5MTJa
                MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASfPDNv
                NCqSn4VbP3OwjcMrMotcyzpVKtoSTFPusph7icx3PFNKkhXAW6JsCtHW4KPhxfRL
                o33QMKTv2WymYv6zo1MwUTAdBgNVHQ4EFgQUebbVHP2uIEUHC61Tm821CQvRvFww
                HwYDVR0jBBgwFoAUebbVHP2uIEUHC61Tm821CQvRvFwwDwYDVR0TAQH/BAUwAwEB
                /zAKBggqhkjOPQQDAgNIADBFAiEApvwmI5vrSkRUVeF2SiiD+jw97W7mVrMJqc0U
                NbonjTsCICdtjuzFAsTq4SsYAq8Dj2papBMVhUf3iyeCO/8F+nlp
                -----END CERTIFICATE-----
                """;
    }

    /** Of the certificate: a number that is easy to remember, on the curve P-256. */
    static String key() {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            ECPrivateKeySpec key =
                    new ECPrivateKeySpec(BigInteger.valueOf(4222), curve.getParameterSpec(ECParameterSpec.class));
            return pem(KeyFactory.getInstance("EC").generatePrivate(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of no certificate. */
    static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return pem(generator.generateKeyPair().getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(PrivateKey key) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }
}
