package io.gatehouse.directory.ldap.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapValueTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "objectGUID, 33221100554477668899aabbccddeeff, 00112233-4455-6677-8899-aabbccddeeff",
        "OBJECTGUID, ffffffffffffffffffffffffffffffff, ffffffff-ffff-ffff-ffff-ffffffffffff",
        "mS-DS-ConsistencyGuid, 33221100554477668899aabbccddeeff, 00112233-4455-6677-8899-aabbccddeeff",
        "objectSid, 01020000000000052000000020020000, S-1-5-32-544",
        "sIDHistory, 01020000000000052000000020020000, S-1-5-32-544"
    })
    void bytesOfActiveDirectoryHaveTheFormOfItsTools(String attribute, String hex, String text) {
        assertThat(LdapValue.text(attribute, bytes(hex))).isEqualTo(text);
    }

    @Test
    void everythingElseIsText() {
        assertThat(LdapValue.text("cn", "Zo\u00eb".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Zo\u00eb");
    }

    @ParameterizedTest
    @CsvSource({"objectGUID, 00", "objectSid, 00", "cn, ff", "jpegPhoto, ffd8ffe0"})
    void whatHasNoTextIsNoValue(String attribute, String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> LdapValue.text(attribute, bytes(hex)));
    }
}
