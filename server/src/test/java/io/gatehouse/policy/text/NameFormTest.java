package io.gatehouse.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFormTest {
    private static final long SEED = 8265;
    private static final int TEXTS = 50_000;
    private static final int ROUNDS = 10_000;

    /** Letters whose case or composition is no simple matter, and some that are simple. */
    private static final String LETTERS =
            "aAzZ09 .*>-@\u00e9\u00c9\u0301\u0130\u0131\u0307\u00df\u1e9e\u03a3\u03c3\u03c2\u0345\u1fbc\u1f88\u01c5\u2126"
                    + "\u212a\u212b\uff21\uff41\uff0a\uff9e\uff76\uffe3\u3000\u0344\u1100\u1161\uac00\ud801\udc00\ud83d";

    @Test
    void exactIsAsItIsWritten() {
        String name = "\uff21lice\u0301 ";

        assertThat(NameForm.EXACT.of(name)).isSameAs(name);
        assertThat(NameForm.EXACT.folds()).isFalse();
        assertThat(NameForm.LOWER.folds()).isTrue();
    }

    /** The pairs are of RFC 8265, of Unicode's SpecialCasing.txt, and of what people type. */
    @ParameterizedTest
    @CsvSource({
        "Alice, alice",
        "aLICE, alice",
        "CN=Ann Smith, cn=ann smith",
        "\uff21\uff4c\uff49\uff43\uff45, alice",
        "\u00c9mile, \u00e9mile",
        "E\u0301mile, \u00e9mile",
        "e\u0301mile, \u00e9mile",
        "STRASSE, strasse",
        "STRA\u1e9eE, stra\u00dfe",
        "stra\u00dfe, stra\u00dfe",
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c2",
        "\u0130zmir, i\u0307zmir",
        "INGRID, ingrid",
        "\u212bngstr\u00f6m, \u00e5ngstr\u00f6m",
        "\u01c5em, \u01c6em",
        "\uff76\uff9e, \u30ac"
    })
    void lowerHasOneFormForAllSpellings(String name, String form) {
        assertThat(NameForm.LOWER.of(name)).isEqualTo(form);
    }

    /** Names that look alike and are of other letters stay apart, and so do those that only a dictionary would join. */
    @ParameterizedTest
    @CsvSource({"alice, \u0430lice", "strasse, stra\u00dfe", "emile, \u00e9mile", "i, \u0131"})
    void lowerJoinsNoOtherNames(String one, String other) {
        assertThat(NameForm.LOWER.of(one)).isNotEqualTo(NameForm.LOWER.of(other));
    }

    @Test
    void theFormOfAFormIsItselfAndThatOfEveryEquivalentTheSame() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            holdsFor(Character.toString(c));
            holdsFor("a" + Character.toString(c) + "\u0301b");
        }
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            holdsFor(text(random));
        }
    }

    private static void holdsFor(String name) {
        String form = NameForm.LOWER.of(name);
        if (!NameForm.LOWER.of(form).equals(form)
                || !NameForm.LOWER.of(Normalizer.normalize(name, Form.NFD)).equals(form)
                || !NameForm.LOWER.of(Normalizer.normalize(name, Form.NFC)).equals(form)
                || (UserText.isClean(name) && !UserText.isClean(form))
                || (!name.isBlank() && form.isBlank())) {
            throw new AssertionError(Quoted.ascii(name) + " has the form " + Quoted.ascii(form));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    @Test
    void aNameInItsFormCostsNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String name = "cn=alice,ou=people-0@example.com";
        long unused = lengths(name);
        long before = threads.getCurrentThreadAllocatedBytes();
        long lengths = lengths(name);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ROUNDS);
        assertThat(lengths).isEqualTo((long) ROUNDS * name.length());
        assertThat(NameForm.LOWER.of(name)).isSameAs(name);
    }

    private static long lengths(String name) {
        long lengths = 0;
        for (int i = 0; i < ROUNDS; i++) {
            lengths += NameForm.LOWER.of(name).length();
        }
        return lengths;
    }
}
