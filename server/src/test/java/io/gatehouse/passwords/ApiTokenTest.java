package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiTokenTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void hasAPrefixAnIdASecretAndAChecksum() {
        ApiToken token = ApiToken.generate(RANDOM);

        assertThat(token.text()).matches("gth_[0-9A-Za-z]{10}_[0-9A-Za-z]{28}").hasSize(ApiToken.LENGTH);
        assertThat(ApiToken.isWhole(token.text())).isTrue();
        assertThat(ApiToken.idIn(token.text())).isEqualTo(token.id());
        assertThat(token.toString())
                .contains(token.id())
                .doesNotContain(token.text().substring(15));
    }

    /** The checksum of another program: CRC-32 of all before it, in base 62. */
    @Test
    void hasTheChecksumThatTheDocumentationTells() {
        assertThat(ApiToken.isWhole("gth_0123456789_ABCDEFGHIJKLMNOPQRSTUV26W95c"))
                .isTrue();
    }

    @Test
    void drawsEachAnew() {
        Set<String> texts = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String text = ApiToken.generate(RANDOM).text();
            texts.add(text);
            secrets.add(text.substring(15, 37));
        }
        assertThat(texts).hasSize(1_000);
        assertThat(secrets).hasSize(1_000);
    }

    @Test
    void everyChangedLostOrAddedCharacterIsNoticed() {
        String text = ApiToken.generate(RANDOM).text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(ApiToken.isWhole(text.substring(0, i) + other + text.substring(i + 1)))
                    .as("character %d is another", i)
                    .isFalse();
            assertThat(ApiToken.isWhole(text.substring(0, i) + text.substring(i + 1)))
                    .as("character %d is lost", i)
                    .isFalse();
            assertThat(ApiToken.isWhole(text.substring(0, i) + 'x' + text.substring(i)))
                    .as("a character is added before %d", i)
                    .isFalse();
        }
    }

    @Test
    void tellsWhatIsMeantToBeOne() {
        assertThat(ApiToken.isMeant("gth_")).isTrue();
        assertThat(ApiToken.isMeant("GTH_abc")).isFalse();
        assertThat(ApiToken.isMeant("a password")).isFalse();
        assertThat(ApiToken.isMeant(null)).isFalse();
        assertThat(ApiToken.idIn("gth_12345")).isNull();
        assertThat(ApiToken.idIn("gth_12345_7890")).isNull();
        assertThat(ApiToken.idIn("gth_1234567890")).isEqualTo("1234567890");
    }

    @Test
    void isStoredAsTheSha256OfTheWhole() {
        ApiToken token = ApiToken.generate(RANDOM);
        TokenHash hash = TokenHash.of(token);

        assertThat(hash.text()).matches("sha256:[0-9a-f]{64}");
        assertThat(TokenHash.parse(hash.text())).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(hash.matches(token.text())).isTrue();
        assertThat(hash.matches(ApiToken.generate(RANDOM).text())).isFalse();
        assertThat(hash.matches("")).isFalse();
        assertThat(hash.toString()).isEqualTo("sha256");
        assertThat(TokenHash.parse("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                        .matches("abc"))
                .as("what sha256sum says of abc")
                .isTrue();
    }

    @Test
    void aStoredHashThatIsNoneIsRefusedWithoutRepeatingIt() {
        for (String stored : new String[] {"", "sha256:", "sha256:BA78", "md5:abc", "gth_secret"}) {
            assertThatThrownBy(() -> TokenHash.parse(stored))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("must be sha256: and 64 hexadecimal digits")
                    .hasMessageNotContaining("gth_secret");
        }
    }
}
