package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever is stored: it is read with a bounded cost, or refused by a message that does not show it. */
class PasswordHashFuzzTest {
    private static final String ARGON2ID_EXAMPLE = "$argon2id$v=19$m=...,t=...,p=...$salt$hash";

    @FuzzTest
    void stored(byte[] input) {
        String stored = new String(input, StandardCharsets.UTF_8);
        // The message's own example is no secret, whoever stores its beginning.
        boolean secret = stored.length() > 12 && !ARGON2ID_EXAMPLE.contains(stored);
        try {
            PasswordHash hash = PasswordHash.parse(stored);
            assertThat(hash.scheme()).matches("plain|bcrypt\\([0-9]{1,2}\\)|argon2id\\(m=[0-9]+,t=[0-9]+,p=[0-9]+\\)");
        } catch (IllegalArgumentException e) {
            assertThat(secret && e.toString().contains(stored)).isFalse();
        }
    }
}
