package io.gatehouse.claims;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.RandomNkeys;
import io.gatehouse.crypto.SigningKey;
import java.util.Random;

/** Writes authorization requests as nats-server 2.15 does, for clients with a password and, if asked for, certificates. */
public final class PlayedServer {
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
    public PlayedServer(boolean tls) {
        this.tls = tls;
    }

    /** The server's public xkey, as its header tells it. */
    public String xkey() {
        return xkey.publicKey().text();
    }

    /** The server's public nkey, which signs its requests. */
    public Nkey id() {
        return key.publicKey();
    }

    /** A request in the clear. */
    public byte[] clear() {
        return JwtTemplate.sign(key, claims(false));
    }

    /** A request in a box for a callout's xkey. */
    public byte[] sealedFor(Nkey callout) {
        return xkey.boxKey(callout).seal(opened());
    }

    /** Such a request out of its box. */
    public byte[] opened() {
        return JwtTemplate.sign(key, claims(true));
    }

    private byte[] claims(boolean sealed) {
        long now = System.currentTimeMillis() / 1000;
        JsonWriter json = new JsonWriter(2048).begin();
        json.member("aud", "nats-authorization-request").member("exp", now + LIFETIME);
        json.member("jti", "ZRIIX6YYHKCUC4M7LAMFTYVANMOXOH7IEKQ4GUPQWIZITMR32AFA")
                .member("iat", now);
        json.member("iss", key.publicKey().text())
                .member("sub", account.publicKey().text());
        json.name("nats").begin();
        server(json.name("server_id"), sealed);
        json.member("user_nkey", users.next().text());
        client(json);
        if (tls) {
            certificates(json.name("client_tls"));
        }
        json.member("type", "authorization_request").member("version", 2).end();
        return json.end().toByteArray();
    }

    private void server(JsonWriter json, boolean sealed) {
        json.begin().member("name", "nats-east-1").member("host", "0.0.0.0");
        json.member("id", key.publicKey().text()).member("version", "2.15.1").member("cluster", "east");
        json.optional("xkey", sealed ? xkey() : "").end();
    }

    private void client(JsonWriter json) {
        String user = "user-" + ++clients % 1000;
        json.name("client_info").begin().member("host", "192.0.2." + clients % 250);
        json.member("id", clients).member("user", user).member("name", "orders").member("kind", "Client");
        json.member("type", "nats").member("nonce", "Lx2tRk1mQ7g8cVw").end();
        json.name("connect_opts").begin().member("user", user).member("pass", "wonderland-" + user);
        json.member("name", "orders").member("lang", "go").member("version", "1.50.0");
        json.member("protocol", 1).end();
    }

    private void certificates(JsonWriter json) {
        json.begin().member("version", "1.3").member("cipher", "TLS_AES_128_GCM_SHA256");
        json.name("verified_chains").beginList().beginList();
        json.string(certificate()).string(certificate()).endList().endList().end();
    }

    /** As long as the PEM text of a certificate with an RSA key of 2048 bits. */
    private String certificate() {
        StringBuilder pem = new StringBuilder("-----BEGIN CERTIFICATE-----\n");
        byte[] der = new byte[48];
        byte[] line = new byte[64];
        for (int i = 0; i < 18; i++) {
            random.nextBytes(der);
            Base64Url.encode(der, 0, der.length, line, 0);
            pem.append(new String(line, java.nio.charset.StandardCharsets.US_ASCII)
                            .replace('-', '+')
                            .replace('_', '/'))
                    .append('\n');
        }
        return pem.append("-----END CERTIFICATE-----\n").toString();
    }
}
