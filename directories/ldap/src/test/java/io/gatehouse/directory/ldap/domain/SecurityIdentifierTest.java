package io.gatehouse.directory.ldap.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityIdentifierTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "010500000000000515000000a065cf7e784b9b5fe77c8770091c0100, S-1-5-21-2127521184-1604012920-1887927527-72713",
        "01020000000000052000000020020000, S-1-5-32-544",
        "010100000000000100000000, S-1-1-0",
        "0101ffffffffffffffffffff, S-1-281474976710655-4294967295",
        "0100000000000005, S-1-5"
    })
    void isWrittenAsPeopleWriteIt(String hex, String text) {
        SecurityIdentifier sid = SecurityIdentifier.of(bytes(hex));

        assertThat(sid).hasToString(text);
        assertThat(sid.bytes()).isEqualTo(bytes(hex));
    }

    @Test
    void hasSiblingsInItsDomain() {
        SecurityIdentifier user =
                SecurityIdentifier.of(bytes("010500000000000515000000a065cf7e784b9b5fe77c8770091c0100"));

        assertThat(user.sibling(513)).hasToString("S-1-5-21-2127521184-1604012920-1887927527-513");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "0101000000000005",
                "020100000000000500000000",
                "01010000000000050000000000",
                "0110000000000005",
                "01ff000000000005"
            })
    void nothingElseIsOne(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> SecurityIdentifier.of(bytes(hex)));
    }

    @Test
    void bytesOfAnyKindAreOneOrNone() {
        Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] value = new byte[random.nextInt(80)];
            random.nextBytes(value);
            if (value.length > 1) {
                value[0] = (byte) random.nextInt(3);
                value[1] = (byte) random.nextInt(-2, 18);
            }
            try {
                assertThat(SecurityIdentifier.of(value).bytes()).isEqualTo(value);
                found++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("is no SID");
            }
        }
        assertThat(found).isPositive();
    }
}
