package peer;

import static io.nats.client.support.JsonValueUtils.mapBuilder;
import static io.nats.client.support.JsonValueUtils.readString;

import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.nkey.NKey;
import io.nats.nkey.NKeyUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** NATS's JWTs: three parts of base64url, signed by an nkey. */
final class Jwt {
    private static final String HEADER = encoded("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}".getBytes(
            StandardCharsets.US_ASCII));

    private Jwt() {}

    /** The claims, once their issuer's signature was found good. */
    static JsonValue verified(String token) throws GeneralSecurityException, IOException {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            throw new GeneralSecurityException("not a JWT");
        }
        JsonValue claims = parsed(parts[1]);
        NKey issuer = NKey.fromPublicKey(readString(claims, "iss").toCharArray());
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        if (!issuer.verify(signed, Base64.getUrlDecoder().decode(parts[2]))) {
            throw new GeneralSecurityException("the signature is wrong");
        }
        return claims;
    }

    static String signed(NKey issuer, String subject, String audience, String name, JsonValue nats)
            throws GeneralSecurityException, IOException {
        var claims = mapBuilder()
                .put("iat", System.currentTimeMillis() / 1000)
                .put("iss", new String(issuer.getPublicKey()))
                .put("sub", subject)
                .put("aud", audience)
                .put("name", name)
                .put("nats", nats);
        claims.put("jti", id(claims.toJson()));
        String content = HEADER + "." + encoded(claims.toJson().getBytes(StandardCharsets.UTF_8));
        return content + "." + encoded(issuer.sign(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String id(String claims) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-512/256").digest(claims.getBytes(StandardCharsets.UTF_8));
        return new String(NKeyUtils.base32Encode(digest)).replace("=", "");
    }

    private static JsonValue parsed(String part) throws IOException {
        try {
            return JsonParser.parse(Base64.getUrlDecoder().decode(part));
        } catch (JsonParseException e) {
            throw new IOException("The claims are not JSON", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
