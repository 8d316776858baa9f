package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeyedHashTest {
    private final KeyedHash hash = KeyedHash.random();

    private static byte[] of(KeyedHash hash, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[KeyedHash.LENGTH];
        hash.hash(bytes, bytes.length, result);
        return result;
    }

    @Test
    void isTheSameForTheSameMessageAndKey() {
        assertThat(of(hash, "secret")).isEqualTo(of(hash, "secret")).isEqualTo(of(hash.another(), "secret"));
    }

    @Test
    void differsWithTheMessageAndTheKey() {
        assertThat(of(hash, "secret")).isNotEqualTo(of(hash, "secret2")).isNotEqualTo(of(KeyedHash.random(), "secret"));
    }

    @Test
    void looksAtTheMessageOnly() {
        byte[] longer = "secret and more".getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[KeyedHash.LENGTH];
        hash.hash(longer, 6, result);

        assertThat(result).isEqualTo(of(hash, "secret"));
    }

    @Test
    void needsRoom() {
        assertThatIllegalArgumentException().isThrownBy(() -> hash.hash(new byte[1], 1, new byte[31]));
    }
}
