package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal is what was read from the same text. */
class PasswordHashEqualityTest {
    private static final String SALT_AND_HASH = "CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    static Stream<String> stored() {
        return Stream.of(
                "$2b$05$" + SALT_AND_HASH,
                "$2b$06$" + SALT_AND_HASH,
                "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "$argon2id$v=19$m=16,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHU$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2k",
                "secret",
                "secret2",
                "");
    }

    @ParameterizedTest
    @MethodSource("stored")
    void isSeenWhateverTheScheme(String text) {
        PasswordHash hash = PasswordHash.parse(text);

        assertThat(hash).isEqualTo(PasswordHash.parse(text)).hasSameHashCodeAs(PasswordHash.parse(text));
    }

    @Test
    void isNotSeenWhereAnythingDiffers() {
        List<PasswordHash> hashes = stored().map(PasswordHash::parse).toList();

        assertThat(hashes).doesNotHaveDuplicates();
    }
}
