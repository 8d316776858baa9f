package io.gatehouse.testkit;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client's nkey, and logins with it. */
record TestNkey(SigningKey key) {
    private static final String NONCE = "ZmFpciBub25jZSE";

    static TestNkey generate() {
        return new TestNkey(SigningKey.generate(NkeyKind.USER));
    }

    /** The public one. */
    String text() {
        return key.publicKey().text();
    }

    String signature() {
        byte[] nonce = NONCE.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(nonce, 0, nonce.length));
    }

    TestLogin login() {
        return TestLogin.ANONYMOUS.withNkey(text(), signature(), NONCE);
    }

    /** Of who says to have this key, and has another. */
    TestLogin signedWith(TestNkey other) {
        return TestLogin.ANONYMOUS.withNkey(text(), other.signature(), NONCE);
    }

    /** The record of its user. */
    String record() {
        return "{\"nkey\": \"%s\", \"account\": \"APP\"}".formatted(text());
    }
}
