package io.gatehouse.claims.jwt;

import io.gatehouse.drops.Drop;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The parts of a JWT, before its signature is checked. Its arrays must not be changed. */
public final class SignedJwt {
    /** The one header that nats-server writes: {@code {"typ":"JWT","alg":"ed25519-nkey"}}. */
    static final byte[] HEADER = "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ".getBytes(StandardCharsets.US_ASCII);

    /** The characters of a signature. */
    public static final int SIGNATURE_LENGTH = 86;

    private static final Names HEADER_NAMES = new Names("typ", "alg");

    private final byte[] text;
    private final int signedLength;
    private final byte[] payload;
    private final byte[] signature;

    private SignedJwt(byte[] text, int signedLength, byte[] payload, byte[] signature) {
        this.text = text;
        this.signedLength = signedLength;
        this.payload = payload;
        this.signature = signature;
    }

    /** The whole JWT as ASCII. */
    public byte[] text() {
        return text;
    }

    /** How much of the text the signature covers: header, dot, payload. */
    public int signedLength() {
        return signedLength;
    }

    /** The claims' JSON. */
    public byte[] payload() {
        return payload;
    }

    /** The 64 bytes of the signature. */
    public byte[] signature() {
        return signature;
    }

    /**
     * Takes a JWT apart and checks its header.
     *
     * @throws ClaimsException {@code TOO_LARGE}, {@code MALFORMED} or {@code WRONG_HEADER}
     */
    public static SignedJwt parse(byte[] text, int maxBytes) throws ClaimsException {
        if (text.length > maxBytes) {
            throw new ClaimsException(Drop.TOO_LARGE, "the JWT is longer than " + maxBytes + " bytes");
        }
        int signatureDot = text.length - SIGNATURE_LENGTH - 1;
        int headerDot = indexOfDot(text, signatureDot);
        if (headerDot < 0 || text[signatureDot] != '.') {
            throw ClaimsException.malformed("the JWT is not of three parts");
        }
        checkHeader(text, headerDot);
        byte[] payload = part(text, headerDot + 1, signatureDot);
        byte[] signature = part(text, signatureDot + 1, text.length);
        return new SignedJwt(text, signatureDot, payload, signature);
    }

    private static int indexOfDot(byte[] text, int end) {
        for (int i = 0; i < end; i++) {
            if (text[i] == '.') {
                return i;
            }
        }
        return -1;
    }

    /** A third dot, as any other stray character, is caught here. */
    private static byte[] part(byte[] text, int from, int to) throws ClaimsException {
        byte[] decoded = Base64Url.decode(text, from, to);
        if (decoded == null) {
            throw ClaimsException.malformed("the JWT is not base64url without padding");
        }
        return decoded;
    }

    private static void checkHeader(byte[] text, int dot) throws ClaimsException {
        if (Arrays.equals(text, 0, dot, HEADER, 0, HEADER.length)) {
            return;
        }
        // Another order of the two members says the same.
        boolean accepted = JsonReader.read(Json.REQUEST, part(text, 0, dot), SignedJwt::isNkeyHeader);
        if (!accepted) {
            throw new ClaimsException(Drop.WRONG_HEADER, "the JWT's header is not an nkey JWT's");
        }
    }

    private static boolean isNkeyHeader(JsonReader in) throws ClaimsException {
        String type = "";
        String algorithm = "";
        JsonReader.Members header = in.object(HEADER_NAMES);
        while (header.next()) {
            if (header.name().equals("typ")) {
                type = in.string();
            } else {
                algorithm = in.string();
            }
        }
        return !header.skipped() && type.equals("JWT") && algorithm.equals("ed25519-nkey");
    }
}
