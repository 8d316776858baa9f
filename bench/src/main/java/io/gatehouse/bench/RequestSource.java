package io.gatehouse.bench;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Writes authorization requests as nats-server 2.15 does, for clients with a password and, if asked for, certificates. */
final class RequestSource {
    private static final String HEADER = "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Long enough for any benchmark, in seconds. */
    private static final long LIFETIME = 24 * 3600L;

    private final SigningKey key = SigningKey.generate(NkeyKind.SERVER);
    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final CurveKey xkey = CurveKey.generate();
    private final RandomNkeys users = new RandomNkeys(NkeyKind.USER);
    private final Random random = new Random(1);
    private final boolean tls;
    private int clients;

    /**
     * @param tls whether clients show two verified certificates of about 1.2 KB each
     */
    RequestSource(boolean tls) {
        this.tls = tls;
    }

    /** The server's public xkey, as its header tells it. */
    String xkey() {
        return xkey.publicKey().text();
    }

    /** The server's public nkey, which signs its requests. */
    Nkey id() {
        return key.publicKey();
    }

    /** A request in the clear. */
    byte[] clear() {
        return jwt(claims(false));
    }

    /** A request in a box for a callout's xkey. */
    byte[] sealedFor(Nkey callout) {
        return xkey.boxKey(callout).seal(opened());
    }

    /** Such a request out of its box. */
    byte[] opened() {
        return jwt(claims(true));
    }

    private byte[] jwt(String claims) {
        String signed = HEADER + "." + BASE64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = signed.getBytes(StandardCharsets.US_ASCII);
        byte[] signature = key.sign(bytes, 0, bytes.length);
        return (signed + "." + BASE64.encodeToString(signature)).getBytes(StandardCharsets.US_ASCII);
    }

    private String claims(boolean sealed) {
        long now = System.currentTimeMillis() / 1000;
        return "{\"aud\":\"nats-authorization-request\",\"exp\":" + (now + LIFETIME)
                + ",\"jti\":\"ZRIIX6YYHKCUC4M7LAMFTYVANMOXOH7IEKQ4GUPQWIZITMR32AFA\",\"iat\":" + now
                + ",\"iss\":\"" + key.publicKey().text()
                + "\",\"sub\":\"" + account.publicKey().text()
                + "\",\"nats\":{\"server_id\":" + server(sealed)
                + ",\"user_nkey\":\"" + users.next().text()
                + "\"," + client() + (tls ? ",\"client_tls\":" + certificates() : "")
                + ",\"type\":\"authorization_request\",\"version\":2}}";
    }

    private String server(boolean sealed) {
        return "{\"name\":\"nats-east-1\",\"host\":\"0.0.0.0\",\"id\":\""
                + key.publicKey().text()
                + "\",\"version\":\"2.15.1\",\"cluster\":\"east\""
                + (sealed ? ",\"xkey\":\"" + xkey() + "\"" : "") + "}";
    }

    private String client() {
        String user = "user-" + ++clients % 1000;
        return """
                "client_info":{"host":"192.0.2.%d","id":%d,"user":"%s","name":"orders","kind":"Client","type":"nats",\
                "nonce":"Lx2tRk1mQ7g8cVw"},"connect_opts":{"user":"%s","pass":"wonderland-%s","name":"orders",\
                "lang":"go","version":"1.50.0","protocol":1}\
                """.formatted(clients % 250, clients, user, user, user);
    }

    private String certificates() {
        return "{\"version\":\"1.3\",\"cipher\":\"TLS_AES_128_GCM_SHA256\",\"verified_chains\":[[" + certificate() + ","
                + certificate() + "]]}";
    }

    /** A JSON string as long as the PEM text of a certificate with an RSA key of 2048 bits. */
    private String certificate() {
        StringBuilder pem = new StringBuilder("\"-----BEGIN CERTIFICATE-----\\n");
        byte[] der = new byte[48];
        for (int i = 0; i < 18; i++) {
            random.nextBytes(der);
            pem.append(Base64.getEncoder().encodeToString(der)).append("\\n");
        }
        return pem.append("-----END CERTIFICATE-----\\n\"").toString();
    }
}
