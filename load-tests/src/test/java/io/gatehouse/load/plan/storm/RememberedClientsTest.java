package io.gatehouse.load.plan.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedClientsTest {
    private static int[] of(RememberedClients known) {
        return IntStream.range(0, 11).filter(known::has).toArray();
    }

    @Test
    void anInstanceKnowsClientsOfItsOwnClusterOnly() {
        assertThat(of(RememberedClients.of(0, 3, 11, client -> true))).containsExactly(0, 3, 6, 9);
        assertThat(of(RememberedClients.of(2, 3, 11, client -> true))).containsExactly(2, 5, 8);
        assertThat(of(RememberedClients.of(1, 3, 11, client -> client == 7))).containsExactly(7);
        assertThat(of(RememberedClients.of(0, 1, 11, client -> client > 8))).containsExactly(9, 10);
    }

    @Test
    void whatOneLearnsTheOthersDoNotKnow() {
        RememberedClients one = RememberedClients.of(1, 3, 11, client -> client == 7);
        RememberedClients other = one.copy();

        one.add(10);
        one.add(2);

        assertThat(of(one)).containsExactly(7, 10);
        assertThat(of(other)).containsExactly(7);
    }
}
