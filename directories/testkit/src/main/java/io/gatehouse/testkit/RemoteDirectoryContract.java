package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Backend.Probing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What every directory keeps to that asks a backend after the start: as {@link DirectoryContract}, and it opens while its
 * backend is down.
 */
public abstract class RemoteDirectoryContract extends DirectoryContract {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** For it says when lookups are begun again. Where they are answered without the backend it may say so. */
    @Test
    void itsProbeFailsWhileItsBackendIsDown() throws Exception {
        inject(Fault.DOWN);
        if (ask(known()).isUndecided() && directory().backend().probing() != Probing.NEVER) {
            assertThatThrownBy(() -> directory().probe().block(PATIENCE))
                    .satisfies(error -> assertThat(String.valueOf(error)).doesNotContain(secrets()));
        }
        inject(Fault.NONE);
        assertRecovers();
        assertThat(Mono.defer(directory()::probe)
                        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE))
                        .thenReturn(true)
                        .block(RECOVERY))
                .isTrue();
    }

    @Test
    void opensThoughItsBackendIsDown() throws Exception {
        directory().close();
        inject(Fault.DOWN);
        openDirectory();
        assertThat(ask(known())).matches(Outcome::isUndecided, "undecided");
        inject(Fault.NONE);
        assertRecovers();
    }
}
