package io.gatehouse.claims.jwt;

import io.gatehouse.crypto.SigningKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * A JWT whose beginning is the same each time: header and first claims are encoded once. Only the rest of the claims is
 * encoded for each JWT, straight into the array that is signed and sent.
 */
public final class JwtTemplate {
    private final SigningKey signer;
    private final byte[] beginning;

    /**
     * @param json the first part of the claims' JSON, where white space may follow its first character
     */
    public JwtTemplate(SigningKey signer, byte[] json) {
        this(beginning(aligned(json)), signer);
    }

    private JwtTemplate(byte[] beginning, SigningKey signer) {
        this.signer = signer;
        this.beginning = beginning;
    }

    private static byte[] beginning(byte[] json) {
        byte[] header = SignedJwt.HEADER;
        byte[] text = Arrays.copyOf(header, header.length + 1 + Base64Url.encodedLength(json.length));
        text[header.length] = '.';
        Base64Url.encode(json, 0, json.length, text, header.length + 1);
        return text;
    }

    /** Base64 turns three bytes into four characters: a part of so many bytes can be encoded by itself. */
    private static byte[] aligned(byte[] json) {
        int spaces = (3 - json.length % 3) % 3;
        byte[] aligned = new byte[json.length + spaces];
        aligned[0] = json[0];
        Arrays.fill(aligned, 1, 1 + spaces, (byte) ' ');
        System.arraycopy(json, 1, aligned, 1 + spaces, json.length - 1);
        return aligned;
    }

    /** The signed JWT, as ASCII, with the rest of the claims' JSON. */
    public byte[] sign(JsonWriter rest) {
        return sign(rest.buffer(), rest.length(), 0);
    }

    /** The same behind so many bytes that are left free. */
    public byte[] sign(JsonWriter rest, int room) {
        return sign(rest.buffer(), rest.length(), room);
    }

    /** The claims' JSON that {@link #sign} would sign; white space may follow its first character. */
    public byte[] claims(JsonWriter rest) {
        int from = SignedJwt.HEADER.length + 1;
        byte[] first = Base64.getUrlDecoder().decode(Arrays.copyOfRange(beginning, from, beginning.length));
        byte[] claims = Arrays.copyOf(first, first.length + rest.length());
        System.arraycopy(rest.buffer(), 0, claims, first.length, rest.length());
        return claims;
    }

    /** The length of the signed JWT whose claims end with so many bytes of JSON. */
    public int signedLength(int rest) {
        return beginning.length + Base64Url.encodedLength(rest) + 1 + SignedJwt.SIGNATURE_LENGTH;
    }

    private byte[] sign(byte[] rest, int length, int room) {
        int restFrom = room + beginning.length;
        int signedTo = restFrom + Base64Url.encodedLength(length);
        byte[] jwt = new byte[signedTo + 1 + SignedJwt.SIGNATURE_LENGTH];
        System.arraycopy(beginning, 0, jwt, room, beginning.length);
        Base64Url.encode(rest, 0, length, jwt, restFrom);
        byte[] signature = signer.sign(jwt, room, signedTo - room);
        jwt[signedTo] = '.';
        Base64Url.encode(signature, 0, signature.length, jwt, signedTo + 1);
        return jwt;
    }

    /** The signed JWT with these claims and nothing else. */
    public static byte[] sign(SigningKey signer, byte[] json) {
        return new JwtTemplate(beginning(new byte[0]), signer).sign(json, json.length, 0);
    }
}
