package io.gatehouse.testkit;

import io.gatehouse.passwords.ApiToken;
import io.gatehouse.passwords.TokenHash;
import java.security.SecureRandom;

/** An API token, and its record. */
record TestToken(ApiToken token) {
    private static final int SECRET = ApiToken.PREFIX.length() + ApiToken.ID_LENGTH + 1;

    static TestToken generate() {
        return new TestToken(ApiToken.generate(new SecureRandom()));
    }

    String id() {
        return token.id();
    }

    String text() {
        return token.text();
    }

    String secret() {
        return text().substring(SECRET);
    }

    String hash() {
        return TokenHash.of(token).text();
    }

    /** The id of this one and the secret of another. */
    String withSecretOf(TestToken other) {
        return text().substring(0, SECRET) + other.secret();
    }

    String record(String name) {
        return "{\"name\": \"%s\", \"hash\": \"%s\", \"account\": \"APP\"}".formatted(name, hash());
    }
}
