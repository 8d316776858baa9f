package io.gatehouse.directory.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
    /** Of the reference implementation: the bytes 0, 1, 2 and so on, under a key of the same. */
    @ParameterizedTest
    @CsvSource({
        "0, 726fdb47dd0e0e31",
        "1, 74f839c593dc67fd",
        "2, 0d6c8009d9a94f5a",
        "8, 93f5f5799a932462",
        "15, a129ca6149be45e5"
    })
    void isThatOfTheReference(int length, String hash) {
        SipHash keyed = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        byte[] bytes = new byte[length + 2];
        for (int i = 0; i < length; i++) {
            bytes[i + 1] = (byte) i;
        }
        assertThat(keyed.of(bytes, 1, length + 1)).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }

    @Test
    void isAnotherUnderAnotherKey() {
        byte[] bytes = {1, 2, 3};
        assertThat(SipHash.random().of(bytes, 0, 3))
                .isNotEqualTo(SipHash.random().of(bytes, 0, 3));
    }
}
