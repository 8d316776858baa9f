package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    @Test
    void agreesWithAnOrdinarySet() {
        Random random = new Random(7);
        Fingerprints fingerprints = new Fingerprints(1024);
        Set<Long> expected = new HashSet<>();
        while (fingerprints.size() < 1024) {
            long value = random.nextInt(3000);
            if (value != 1) {
                assertThat(fingerprints.add(value)).isEqualTo(expected.add(value));
            }
        }
        for (long value = 2; value < 3000; value++) {
            assertThat(fingerprints.contains(value)).isEqualTo(expected.contains(value));
        }
    }

    @Test
    void keepsTheFingerprintThatMarksAFreePlace() {
        Fingerprints fingerprints = new Fingerprints(4);

        assertThat(fingerprints.add(0)).isTrue();
        assertThat(fingerprints.contains(0)).isTrue();
        assertThat(fingerprints.add(0)).isFalse();
    }

    @Test
    void isEmptyAfterClearing() {
        Fingerprints fingerprints = new Fingerprints(4);
        fingerprints.add(42);
        fingerprints.clear();

        assertThat(fingerprints.contains(42)).isFalse();
        assertThat(fingerprints.size()).isZero();
    }

    @Test
    void refusesACapacityThatIsNoPowerOfTwo() {
        assertThatThrownBy(() -> new Fingerprints(100)).hasMessageContaining("power of two");
    }
}
