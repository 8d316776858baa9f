package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final String SALT_AND_HASH = "CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    /** Examples of crypt_blowfish's and OpenBSD's own tests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "U*U $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "U*U $2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "U*U $2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "U*U* $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK",
                "U*U*U $2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
                "'' $2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy",
            })
    void knowsBcrypt(String password, String stored) {
        PasswordHash hash = PasswordHash.parse(stored);

        assertThat(hash.matches(password)).isTrue();
        assertThat(hash.matches(password + "x")).isFalse();
        assertThat(hash.scheme()).isEqualTo("bcrypt(5)");
        assertThat(hash.slow()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void makesBcryptThatItKnows(int cost) {
        String stored = PasswordHashing.bcrypt("wönderland", cost);

        assertThat(stored).startsWith("$2b$0" + cost + "$");
        assertThat(PasswordHash.parse(stored).matches("wönderland")).isTrue();
        assertThat(PasswordHash.parse(stored).matches("wonderland")).isFalse();
        assertThat(PasswordHashing.bcrypt("wönderland", cost)).isNotEqualTo(stored);
    }

    @Test
    void refusesWhatBcryptWouldSeeOnlyTheBeginningOf() {
        String full = "p".repeat(72);
        PasswordHash hash = PasswordHash.parse(PasswordHashing.bcrypt(full, 4));

        assertThat(hash.matches(full)).isTrue();
        assertThat(hash.matches(full + "q")).isFalse();
        assertThat(hash.matches("p".repeat(71))).isFalse();
        assertThatThrownBy(() -> PasswordHashing.bcrypt(full + "q", 4))
                .hasMessageContaining("at most 72 bytes")
                .hasMessageNotContaining("ppp");
        assertThatThrownBy(() -> PasswordHashing.bcrypt("é".repeat(37), 4)).hasMessageContaining("at most 72 bytes");
    }

    @Test
    void refusesNulInBcrypt() {
        PasswordHash hash = PasswordHash.parse(PasswordHashing.bcrypt("a", 4));

        assertThat(hash.matches("a\0")).isFalse();
        assertThat(hash.matches("a\0b")).isFalse();
        assertThatThrownBy(() -> PasswordHashing.bcrypt("a\0b", 4)).hasMessageContaining("without NUL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$",
                "$2b$05$short",
                "$2y$5$" + SALT_AND_HASH,
                "$2a$05$" + SALT_AND_HASH + "x",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC!E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeX",
            })
    void refusesWhatBeginsLikeBcryptAndIsNone(String stored) {
        assertThatThrownBy(() -> PasswordHash.parse(stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bcrypt")
                .hasMessageNotContaining("CCC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "03", "17", "31", "99"})
    void boundsTheCostOfBcrypt(String cost) {
        assertThatThrownBy(() -> PasswordHash.parse("$2b$" + cost + "$" + SALT_AND_HASH))
                .hasMessage("the bcrypt cost must be from 4 to 16, not " + Integer.parseInt(cost));
        assertThatThrownBy(() -> PasswordHashing.bcrypt("x", Integer.parseInt(cost)))
                .hasMessageContaining("from 4 to 16");
    }

    /** Examples of the reference implementation's test program, argon2id version 0x13. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "password $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "password $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "password $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "differentpassword $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94",
            })
    void knowsArgon2id(String password, String stored) {
        String cost = stored.substring(stored.indexOf("m="), stored.indexOf("$", stored.indexOf("m=")));
        PasswordHash hash = PasswordHash.parse(stored);

        assertThat(hash.matches(password)).isTrue();
        assertThat(hash.matches("Password")).isFalse();
        assertThat(hash.scheme()).isEqualTo("argon2id(" + cost + ")");
        assertThat(hash.slow()).isTrue();
    }

    @Test
    void makesArgon2idThatItKnows() {
        String stored = PasswordHashing.argon2id("wönderland\0!", 64, 2, 3);

        assertThat(stored).matches("\\$argon2id\\$v=19\\$m=64,t=2,p=3\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(PasswordHash.parse(stored).matches("wönderland\0!")).isTrue();
        assertThat(PasswordHash.parse(stored).matches("wönderland")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$t=2,m=256,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ=$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4=",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/5",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR-uIPnA4rEsF5h7TKyQwu9U1bMCHGi_4",
            })
    void refusesWhatBeginsLikeArgon2idAndIsNone(String stored) {
        assertThatThrownBy(() -> PasswordHash.parse(stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("argon2id")
                .hasMessageNotContaining("nf65");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=7,t=1,p=1",
                "m=1048577,t=1,p=1",
                "m=64,t=0,p=1",
                "m=64,t=17,p=1",
                "m=64,t=1,p=0",
                "m=256,t=1,p=17",
                "m=15,t=1,p=2"
            })
    void boundsTheCostOfArgon2id(String cost) {
        String stored = "$argon2id$v=19$" + cost + "$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

        assertThatThrownBy(() -> PasswordHash.parse(stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "", "$", "pässwörd", "$1abc"})
    void takesOrdinaryTextAsPlain(String stored) {
        PasswordHash hash = PasswordHash.parse(stored);

        assertThat(hash.matches(stored)).isTrue();
        assertThat(hash.matches(stored + " ")).isFalse();
        assertThat(hash.scheme()).isEqualTo("plain");
        assertThat(hash.slow()).isFalse();
    }

    @Test
    void neverShowsWhatItHolds() {
        String bcrypt = "$2a$05$" + SALT_AND_HASH;
        String argon2id = PasswordHashing.argon2id("x", 8, 1, 1);

        assertThat(PasswordHash.parse("wonderland")).hasToString("plain");
        assertThat(PasswordHash.parse(bcrypt)).hasToString("bcrypt(5)");
        assertThat(PasswordHash.parse(argon2id)).hasToString("argon2id(m=8,t=1,p=1)");
    }
}
