package io.gatehouse.claims.request;

import java.util.List;

/**
 * The client's TLS state ({@code nats.client_tls}); certificates are PEM texts.
 *
 * @param certs the peer's certificates, given only when none of them was verified
 * @param verifiedChains each chain with the client's own certificate first
 */
public record ClientTls(String version, String cipher, List<String> certs, List<List<String>> verifiedChains) {}
