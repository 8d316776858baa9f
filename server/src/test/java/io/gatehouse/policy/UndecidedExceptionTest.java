package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UndecidedExceptionTest {
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void causesInACircleAreToldToAnEnd() {
        IllegalStateException first = new IllegalStateException("secret");
        IllegalArgumentException second = new IllegalArgumentException("secret", first);
        first.initCause(second);

        assertThat(UndecidedException.failed(first))
                .hasMessageStartingWith("the directory failed: java.lang.IllegalStateException by"
                        + " java.lang.IllegalArgumentException by java.lang.IllegalStateException")
                .hasMessageNotContaining("secret");
    }
}
