package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KvKeyTest {
    private static final int CASES = 50_000;
    private static final String ALPHABET = "ab09-/_=.@ *>$+ü€\u0000\n\ud83d\ude00";

    /** What the key-value store takes, and a subject besides: no empty part. */
    private static final Pattern KEY = Pattern.compile("[-/_=a-zA-Z0-9]+(\\.[-/_=a-zA-Z0-9]+)*");

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "anna@example.org, anna=40example.org",
        "zoë, zo=C3=AB",
        "a.b, a.b",
        ".a, =2Ea",
        "a., a=2E",
        "a..b, a.=2Eb",
        "., =2E",
        "_kv, =5Fkv",
        "a_b, a_b",
        "a=b, a=3Db",
        "a b, a=20b",
        "*, =2A",
        ">, =3E",
        "x/y-z, x/y-z"
    })
    void writesANameAsAKey(String name, String key) {
        assertThat(KvKey.of(name)).isEqualTo(key);
        assertThat(KvKey.name(key)).isEqualTo(name);
    }

    @Test
    void eachNameHasAKeyOfItsOwnAndIsReadFromIt() {
        Random random = new Random(4711);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < CASES; i++) {
            String name = name(random);
            String key = KvKey.of(name);
            assertThat(key).matches(KEY);
            assertThat(key).doesNotStartWith("_");
            assertThat(KvKey.name(key)).isEqualTo(name);
            String other = names.put(key, name);
            assertThat(other == null || other.equals(name)).isTrue();
        }
        assertThat(names).hasSizeGreaterThan(CASES / 4);
    }

    /** Of whole characters, and mostly of those that are written in a way of their own. */
    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(8);
        int characters = ALPHABET.codePointCount(0, ALPHABET.length());
        for (int i = 0; i < length; i++) {
            int at = ALPHABET.offsetByCodePoints(0, random.nextInt(characters));
            name.appendCodePoint(ALPHABET.codePointAt(at));
        }
        return name.toString();
    }

    /** A second spelling would be a second user of the same name. */
    @ParameterizedTest
    @ValueSource(strings = {"=61lice", "a=2fb", "a=2Fb", "=", "=4", "a=", "=C3", "_a", "a=2Eb", "=GG", "a=40"})
    void readsNoOtherSpellings(String key) {
        String name = KvKey.name(key);
        assertThat(name == null || KvKey.of(name).equals(key)).isTrue();
        if (!key.equals("a=40")) {
            assertThat(name).isNull();
        }
    }

    @Test
    void everyKeyThatIsReadIsTheOneOfItsName() {
        Random random = new Random(815);
        String alphabet = "ab=.4026EC3B_-/";
        for (int i = 0; i < CASES; i++) {
            StringBuilder key = new StringBuilder();
            for (int left = 1 + random.nextInt(8); left > 0; left--) {
                key.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String name = KvKey.name(key.toString());
            if (name != null) {
                assertThat(KvKey.of(name)).isEqualTo(key.toString());
            }
        }
    }

    @Test
    void refusesNamesThatCanHaveNone() {
        assertThatThrownBy(() -> KvKey.of("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> KvKey.of("a\ud800")).hasMessageContaining("half of a character");
        assertThatThrownBy(() -> KvKey.of("ü".repeat(400))).hasMessageContaining("too long");
        assertThat(KvKey.of("x".repeat(KvKey.MAX_LENGTH))).hasSize(KvKey.MAX_LENGTH);
    }
}
