package io.gatehouse.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** An issuer of bearer tokens on loopback: its discovery document, its key, and tokens as an access token usually is. */
final class BenchmarkedIssuer implements AutoCloseable {
    /** The bytes before the 32 of a public Ed25519 key. */
    private static final int ED25519_DER = 12;

    private final String algorithm;
    private final KeyPair pair;
    private final HttpServer server;

    private BenchmarkedIssuer(String algorithm, KeyPair pair, HttpServer server) {
        this.algorithm = algorithm;
        this.pair = pair;
        this.server = server;
    }

    /** Begins to answer. */
    static BenchmarkedIssuer start(String algorithm) throws GeneralSecurityException, IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        BenchmarkedIssuer issuer = new BenchmarkedIssuer(algorithm, pair(algorithm), server);
        issuer.serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\"}".formatted(issuer.url(), issuer.url()));
        issuer.serve("/jwks", "{\"keys\":[{\"kid\":\"one\",%s}]}".formatted(jwk(issuer.pair.getPublic())));
        server.start();
        return issuer;
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(
                algorithm.equals("ES256") ? "EC" : algorithm.equals("RS256") ? "RSA" : "Ed25519");
        if (algorithm.equals("ES256")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else if (algorithm.equals("RS256")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    private static String jwk(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\""
                    .formatted(number(rsa.getModulus(), 256), number(rsa.getPublicExponent(), 3));
        }
        if (key instanceof ECPublicKey ec) {
            return "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\""
                    .formatted(
                            number(ec.getW().getAffineX(), 32), number(ec.getW().getAffineY(), 32));
        }
        byte[] der = key.getEncoded();
        return "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\""
                .formatted(text(Arrays.copyOfRange(der, ED25519_DER, der.length)));
    }

    private static String number(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, fixed, length - (bytes.length - from), bytes.length - from);
        return text(fixed);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token of a user, for an hour. */
    String token(int user) throws GeneralSecurityException {
        return token(user, Instant.now().plusSeconds(3600));
    }

    /** A token of a user until some time. */
    String token(int user, Instant end) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String header = "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"one\"}".formatted(algorithm);
        String claims = ("{\"iss\":\"%s\",\"sub\":\"user-%d\",\"aud\":[\"nats\",\"account\"],\"exp\":%d,\"iat\":%d,"
                        + "\"jti\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"azp\":\"console\","
                        + "\"scope\":\"openid profile nats\",\"groups\":[\"staff\",\"billing\",\"region-west\"]}")
                .formatted(url(), user, end.getEpochSecond(), now);
        String signed =
                text(header.getBytes(StandardCharsets.UTF_8)) + "." + text(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "ES256" -> "SHA256withECDSAinP1363Format";
                    case "RS256" -> "SHA256withRSA";
                    default -> "Ed25519";
                });
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + text(signature.sign());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
