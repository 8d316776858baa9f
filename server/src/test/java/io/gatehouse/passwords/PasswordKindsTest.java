package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people bring as passwords from other systems: a hash is never taken for a password, and a password for no hash. */
class PasswordKindsTest {
    private static final String BCRYPT = "$2b$04$CCCCCCCCCCCCCCCCCCCCC.UaqaRIbQnOcGE7yMVd8sN4mQF0vPgmC";

    /** Each line is a kind's name, the text (with · for a space and ¦ for |), and a part of what is said of it. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "foreign-passwords.txt", delimiter = '|', quoteCharacter = '\0')
    void hashesAndReferencesAreMistakesThatSayWhatToDo(String kind, String text, String words) {
        String stored = text.replace('·', ' ').replace('¦', '|');

        assertThatThrownBy(() -> PasswordHash.parse(stored))
                .as(kind)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageEndingWith("if it is the password itself, write \"plain:\" before it")
                .hasMessageNotContaining(stored);
        assertThat(PasswordHash.parse("plain:" + stored).matches(stored)).isTrue();
    }

    @Test
    void aHashInBase64IsRecognized() {
        String encoded = Base64.getEncoder().encodeToString(BCRYPT.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> PasswordHash.parse(encoded)).hasMessageContaining("a hash in base64, as Kubernetes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{bcrypt}", "{CRYPT}", "{crypt}", "{BLF-CRYPT}"})
    void aBcryptHashIsTakenAfterItsSchemesName(String wrapper) {
        PasswordHash bare = PasswordHash.parse(PasswordHashing.bcrypt("opensesame", 4));
        String stored = wrapper + PasswordHashing.bcrypt("opensesame", 4);

        assertThat(PasswordHash.parse(stored).matches("opensesame")).isTrue();
        assertThat(PasswordHash.parse(stored).matches(stored)).isFalse();
        assertThat(PasswordHash.parse(stored).scheme()).isEqualTo(bare.scheme());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{argon2}", "{ARGON2ID}"})
    void anArgon2idHashIsTakenAfterItsSchemesName(String wrapper) {
        assertThat(PasswordHash.parse(wrapper + PasswordHashing.argon2id("opensesame", 8, 1, 1))
                        .matches("opensesame"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "bob",
                "a1",
                "s3cr3t",
                "correct horse battery staple",
                "Tr0ub4dor&3",
                "Pa$$w0rd",
                "$ummer2024",
                "$",
                "$$",
                "100$",
                "a$b$c",
                "price$5$each",
                "user:password",
                "carol:opensesame",
                "Winterberg202",
                "administrator",
                "Administrator",
                "internationalization",
                "thequickbrownfoxjumps",
                "Des.Moines2024",
                "sha",
                "shakespeare:romeo+juliet",
                "md5",
                "passwörd",
                "p@ss,word;1",
                "#hashtag",
                "{braces",
                "100%",
                "50%OFF",
                "a\\b",
                "it's",
                "5f4dcc3b5aa765d6",
                "550e8400-e29b-41d4-a716-446655440000",
                "x9Kq2LmP",
                "Zk8vR2mQ4tW7xY1b",
                "dGhpcyBpcyBub3QgYSBoYXNo",
                "hunter2!",
                "k5-Tz_w9Qh2Lr8vB3nXs",
                "Sommer2024Urlaub",
                "MyDogSpot2012",
                "2b or not 2b",
                "(brackets)",
                "[brackets]",
                "<angle>",
                "ENC",
                "vault",
                "http://example.com/"
            })
    void ordinaryPasswordsAreTakenAsTheyAre(String password) {
        PasswordHash hash = PasswordHash.parse(password);

        assertThat(hash.scheme()).isEqualTo("plain");
        assertThat(hash.matches(password)).isTrue();
    }

    @Test
    void plainNeedsAPassword() {
        assertThatThrownBy(() -> PasswordHash.parse("plain:")).hasMessageContaining("must follow");
        assertThat(PasswordHash.parse("plain:plain:x").matches("plain:x")).isTrue();
        assertThat(PasswordHash.parse("plain:" + BCRYPT).scheme()).isEqualTo("plain");
    }

    /** nats-server takes such salts too: bcrypt looks at 128 bits, and 22 characters have 132. */
    @ParameterizedTest
    @ValueSource(strings = {".", "/", "D", "K", "N"})
    void unusedBitsOfABcryptSaltAreIgnored(String last) {
        String stored = "$2a$05$CCCCCCCCCCCCCCCCCCCCC" + last + "E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

        assertThat(PasswordHash.parse(stored).matches("U*U")).isTrue();
        assertThat(PasswordHash.parse(stored))
                .isEqualTo(PasswordHash.parse("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
    }

    @Test
    void unusedBitsOfABcryptHashAreAMistakeThatSaysSo() {
        assertThatThrownBy(() -> PasswordHash.parse("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeX"))
                .hasMessageContaining("unused bits");
    }

    @Test
    void aPasswordThatBcryptCannotSeeWholeIsTold() {
        PasswordHash bcrypt = PasswordHash.parse(PasswordHashing.bcrypt("a", 4));

        assertThat(bcrypt.misfit("ä".repeat(37))).isEqualTo("password_longer_than_72_bytes");
        assertThat(bcrypt.misfit("a\0")).isEqualTo("password_with_nul");
        assertThat(bcrypt.misfit("ä".repeat(36))).isEmpty();
        assertThat(PasswordHash.parse("x").misfit("a".repeat(100))).isEmpty();
    }
}
