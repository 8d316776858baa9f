package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What was sealed is opened in its place alone, by nobody but those who have the secret, and as it was. */
class ValueSealTest {
    private static final byte[] NAME = bytes("name");
    private static final byte[] CONTEXT = bytes("context");
    private static final byte[] VALUE = bytes("who alice is");

    private final ValueSeal seal = new ValueSeal(Secret.of("0123456789abcdef0123456789abcdef"));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void opensWhatAnotherProcessHasSealed() {
        ValueSeal other = new ValueSeal(Secret.of("0123456789abcdef0123456789abcdef"));

        assertThat(other.open(NAME, CONTEXT, seal.seal(NAME, CONTEXT, VALUE))).isEqualTo(VALUE);
        assertThat(other.name(VALUE)).isEqualTo(seal.name(VALUE)).hasSize(32);
        assertThat(seal.open(NAME, CONTEXT, seal.seal(NAME, CONTEXT, new byte[0])))
                .isEmpty();
    }

    @Test
    void opensNothingInAnotherPlaceAndNothingOfAnotherSecret() {
        byte[] sealed = seal.seal(NAME, CONTEXT, VALUE);
        ValueSeal other = new ValueSeal(Secret.of("0123456789abcdef0123456789abcdeg"));

        assertThat(seal.open(bytes("eman"), CONTEXT, sealed)).isNull();
        assertThat(seal.open(bytes("namec"), bytes("ontext"), sealed)).isNull();
        assertThat(seal.open(NAME, bytes("contexts"), sealed)).isNull();
        assertThat(other.open(NAME, CONTEXT, sealed)).isNull();
        assertThat(other.name(VALUE)).isNotEqualTo(seal.name(VALUE));
    }

    @Test
    void opensNothingOfWhichAnyByteIsAnother() {
        byte[] sealed = seal.seal(NAME, CONTEXT, VALUE);

        for (int i = 0; i < sealed.length; i++) {
            sealed[i] ^= 1;
            assertThat(seal.open(NAME, CONTEXT, sealed)).as("byte " + i).isNull();
            sealed[i] ^= 1;
        }
        for (int length = 0; length < sealed.length; length++) {
            assertThat(seal.open(NAME, CONTEXT, Arrays.copyOf(sealed, length)))
                    .as(length + " bytes")
                    .isNull();
        }
    }

    @Test
    void theSameIsSealedInAnotherWayEachTime() {
        byte[] one = seal.seal(NAME, CONTEXT, VALUE);
        byte[] other = seal.seal(NAME, CONTEXT, VALUE);

        assertThat(one).isNotEqualTo(other).hasSize(VALUE.length + ValueSeal.OVERHEAD);
        assertThat(seal.hash("credentials")).isNotSameAs(seal.hash("credentials"));
        assertThat(seal).hasToString("ValueSeal[]");
    }

    @Test
    void hashesOfDifferentPurposesHaveNothingInCommon() {
        byte[] one = new byte[KeyedHash.LENGTH];
        byte[] same = new byte[KeyedHash.LENGTH];
        byte[] other = new byte[KeyedHash.LENGTH];
        seal.hash("credentials").hash(VALUE, VALUE.length, one);
        seal.hash("credentials").hash(VALUE, VALUE.length, same);
        seal.hash("certificates").hash(VALUE, VALUE.length, other);

        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one).isNotEqualTo(seal.name(VALUE));
    }
}
