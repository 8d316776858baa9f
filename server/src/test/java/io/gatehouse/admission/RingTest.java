package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingTest {
    @Test
    void givesOutAtBothEnds() {
        Ring<Object> ring = new Ring<>(2);
        Object[] things = {new Object(), new Object(), new Object(), new Object(), new Object()};
        for (Object thing : things) {
            ring.addNewest(thing);
        }

        assertThat(ring.oldest()).isSameAs(things[0]);
        assertThat(ring.removeNewest()).isSameAs(things[4]);
        assertThat(ring.removeOldest()).isSameAs(things[0]);
        assertThat(ring.size()).isEqualTo(3);
    }

    @Test
    void stepsOverWhatWasRemovedFromBetween() {
        Ring<Object> ring = new Ring<>(4);
        Object[] things = {new Object(), new Object(), new Object(), new Object()};
        for (Object thing : things) {
            ring.addNewest(thing);
        }

        assertThat(ring.remove(things[1])).isTrue();
        assertThat(ring.remove(things[2])).isTrue();
        assertThat(ring.remove(things[2])).isFalse();
        assertThat(ring.removeOldest()).isSameAs(things[0]);
        assertThat(ring.removeOldest()).isSameAs(things[3]);
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void isAsAListWouldBeWhateverHappens() {
        Random random = new Random(42);
        for (int round = 0; round < 50; round++) {
            compare(random, new Ring<>(1 + random.nextInt(8)), new ArrayList<>());
        }
    }

    private static void compare(Random random, Ring<Object> ring, List<Object> list) {
        int growing = 3 + random.nextInt(6);
        for (int i = 0; i < 500; i++) {
            int what = random.nextInt(growing + 3);
            if (what < growing || list.isEmpty()) {
                Object thing = new Object();
                ring.addNewest(thing);
                list.add(thing);
            } else if (what == growing) {
                assertThat(ring.removeOldest()).isSameAs(list.remove(0));
            } else if (what == growing + 1) {
                assertThat(ring.removeNewest()).isSameAs(list.remove(list.size() - 1));
            } else {
                Object thing = list.remove(random.nextInt(list.size()));
                assertThat(ring.remove(thing)).isTrue();
            }
            assertThat(ring.size()).isEqualTo(list.size());
            if (!list.isEmpty()) {
                assertThat(ring.oldest()).isSameAs(list.get(0));
            }
        }
        list.forEach(left -> assertThat(ring.removeOldest()).isSameAs(left));
    }
}
