package io.gatehouse.load.clients.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdPlanTest {
    @Test
    void sharesAreAllClientsTogether() {
        for (int of = 1; of < 5; of++) {
            int shares = of;
            int all = IntStream.range(0, of)
                    .map(index -> new CrowdPlan.Share(index, shares).size(11))
                    .sum();

            assertThat(all).isEqualTo(11);
        }
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CrowdPlan.Share(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new CrowdPlan.Share(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new CrowdPlan.Share(0, 0));
    }
}
