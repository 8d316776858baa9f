package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever is stored: it is read with a bounded cost, or refused by a message that does not show it. */
class PasswordHashFuzzTest {
    @FuzzTest
    void stored(byte[] input) {
        String stored = new String(input, StandardCharsets.UTF_8);
        try {
            PasswordHash hash = PasswordHash.parse(stored);
            assertThat(hash.scheme()).matches("plain|bcrypt\\([0-9]{1,2}\\)|argon2id\\(m=[0-9]+,t=[0-9]+,p=[0-9]+\\)");
        } catch (IllegalArgumentException e) {
            assertThat(stored.length() > 12 && e.toString().contains(stored)).isFalse();
        }
    }
}
