package io.gatehouse.load.clients.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientGroupPlanTest {
    @Test
    void sharesAreAllClientsTogether() {
        for (int of = 1; of < 5; of++) {
            int shares = of;
            int all = IntStream.range(0, of)
                    .map(index -> new ClientGroupPlan.Share(index, shares).size(11))
                    .sum();

            assertThat(all).isEqualTo(11);
        }
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientGroupPlan.Share(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientGroupPlan.Share(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientGroupPlan.Share(0, 0));
    }
}
