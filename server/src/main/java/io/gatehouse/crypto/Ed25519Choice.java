package io.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which library signs, and why in a sentence for the log.
 *
 * @param text the library's name, and what was wrong with the faster one when it was not taken
 */
record Ed25519Choice(Ed25519 library, String text) {
    static final String PROPERTY = "gatehouse.ed25519";
    static final String VARIABLE = "GATEHOUSE_ED25519";
    private static final String ACCP = "accp";
    private static final String BOUNCY_CASTLE = "bouncycastle";

    /** What the operator asks for: a system property, else an environment variable, else nothing. */
    static @Nullable String wish() {
        String property = System.getProperty(PROPERTY);
        return property != null ? property : System.getenv(VARIABLE);
    }

    /** Takes Amazon Corretto Crypto Provider unless it is not wished for, does not load or fails; never throws for it. */
    static Ed25519Choice choose(@Nullable String wish) {
        String wanted = wish == null || wish.isBlank() ? ACCP : wish.strip().toLowerCase(Locale.ROOT);
        if (wanted.equals(BOUNCY_CASTLE)) {
            return bouncyCastle("as asked for by " + PROPERTY);
        }
        try {
            Ed25519 accp = tested(new AccpEd25519());
            String name = accp.name();
            return new Ed25519Choice(
                    accp, wanted.equals(ACCP) ? name : name + " (" + PROPERTY + " names no library: " + wish + ")");
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return bouncyCastle("not Amazon Corretto Crypto Provider: " + reason(e));
        }
    }

    private static Ed25519Choice bouncyCastle(String why) {
        Ed25519 library;
        try {
            library = tested(new BouncyCastleEd25519());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no Ed25519 library works here", e);
        }
        return new Ed25519Choice(library, library.name() + " (" + why + ")");
    }

    private static String reason(Throwable error) {
        String message = error.getMessage();
        return error instanceof GeneralSecurityException && message != null ? message : error.toString();
    }

    /**
     * Signs and checks the second example of RFC 8032, section 7.1, and makes sure that a changed signature, a changed
     * message and another key are refused.
     */
    static Ed25519 tested(Ed25519 library) throws GeneralSecurityException {
        byte[] seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] publicKey = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        byte[] expected = hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        byte[] message = {0, 0x72, 0};
        Ed25519.Signer signer = library.signer(seed);
        Nkey key = Nkey.of(NkeyKind.USER, publicKey);
        Nkey other = Nkey.of(NkeyKind.USER, hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
        byte[] changed = expected.clone();
        changed[40] ^= 1;
        boolean works = Arrays.equals(publicKey, signer.publicKey())
                && Arrays.equals(expected, signer.sign(message, 1, 1))
                && library.verify(key, message, 1, 1, expected)
                && !library.verify(key, message, 1, 1, changed)
                && !library.verify(key, message, 0, 1, expected)
                && !library.verify(other, message, 1, 1, expected)
                && library.verify(key, message, 1, 1, expected);
        if (!works) {
            throw new GeneralSecurityException("it fails the known-answer test");
        }
        return library;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
