package io.gatehouse.load.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** A client certificate, its issuer's and the root's, as nats-server reports a chain that it has verified. */
final class TlsChain {
    private static final String FILE = "client-chain.pem";

    private TlsChain() {}

    /** The claim {@code client_tls}, as JSON. */
    static String json() {
        String chain = Arrays.stream(pem().split("(?<=-----END CERTIFICATE-----\n)"))
                .map(certificate -> '"' + certificate.replace("\n", "\\n") + '"')
                .collect(Collectors.joining(","));
        return "{\"version\":\"1.3\",\"cipher\":\"TLS_AES_128_GCM_SHA256\",\"verified_chains\":[[" + chain + "]]}";
    }

    private static String pem() {
        try (InputStream in = Objects.requireNonNull(TlsChain.class.getResourceAsStream(FILE))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
