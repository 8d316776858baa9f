package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The public nkeys of users. */
class UsersFileNkeysTest {
    private static final SigningKey ONE = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey TWO = SigningKey.generate(NkeyKind.USER);

    private static UsersFile parse(String json) {
        return UsersFile.parse("users.json", json.getBytes(StandardCharsets.UTF_8), UsersFile.NONE);
    }

    @Test
    void aUserHasOneOrSeveral() {
        UsersFile file = parse("""
                {"one": {"account": "A", "nkey": "%s"}, "two": {"account": "A", "pass": "x", "nkey": ["%s"]}, "three": {"account": "A"}}
                """.formatted(ONE.publicKey(), TWO.publicKey()));

        assertThat(Objects.requireNonNull(file.find("one")).nkeys()).containsExactly(ONE.publicKey());
        assertThat(Objects.requireNonNull(file.find("two")).nkeys()).containsExactly(TWO.publicKey());
        assertThat(Objects.requireNonNull(file.find("three")).nkeys()).isEmpty();
        assertThat(file.warnings()).anyMatch(line -> line.contains("1 user without a password, who cannot log in"));
    }

    @Test
    void aChangedKeyIsAChangedUser() {
        UsersFile before = parse("{\"one\": {\"account\": \"A\", \"nkey\": \"%s\"}}".formatted(ONE.publicKey()));
        String same = "{\"one\": {\"account\": \"A\", \"nkey\": [\"%s\"]}}".formatted(ONE.publicKey());
        String other = "{\"one\": {\"account\": \"A\", \"nkey\": \"%s\"}}".formatted(TWO.publicKey());

        assertThat(UsersFile.parse("users.json", same.getBytes(StandardCharsets.UTF_8), before)
                        .find("one"))
                .isSameAs(before.find("one"));
        assertThat(UsersFile.parse("users.json", other.getBytes(StandardCharsets.UTF_8), before)
                        .find("one"))
                .isNotEqualTo(before.find("one"));
    }

    @Test
    void mistakesHaveTheirPlaceAndRepeatNoSeed() {
        assertThatThrownBy(() -> parse("""
                        {
                          "seed": {"account": "A", "nkey": "%s"},
                          "account": {"account": "A", "nkey": "%s"},
                          "none": {"account": "A", "nkey": []},
                          "one": {"account": "A", "nkey": "%s"},
                          "two": {"account": "A", "nkey": "%s"}
                        }
                        """.formatted(
                                ONE.seed(),
                                SigningKey.generate(NkeyKind.ACCOUNT).publicKey(),
                                ONE.publicKey(),
                                ONE.publicKey())))
                .isInstanceOf(UsersFileException.class)
                .hasMessageContaining("users.json:2:36: user \"seed\": nkey: not a public nkey")
                .hasMessageContaining("user \"account\": nkey: an nkey of kind")
                .hasMessageContaining("user \"none\": nkey: must be a public nkey (U...), or a list of these")
                .hasMessageContaining("users.json:6:")
                .hasMessageContaining("user \"two\": nkey: " + ONE.publicKey() + " is also that of user \"one\"")
                .hasMessageNotContaining(ONE.seed());
    }
}
