package io.gatehouse.load.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.request.TestUsers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DirectLoadTest {
    private static final Duration WARM_UP = Duration.ofMillis(300);
    private static final Duration LASTING = Duration.ofMillis(100);

    @Test
    void whatIsAskedBeforeTheBackendIsWarmDoesNotCount() {
        try (CountingBackend backend = new CountingBackend()) {
            double perSecond = DirectLoad.perSecond(backend, 1, WARM_UP, LASTING);

            long counted = Math.round(perSecond * LASTING.toMillis() / 1000);
            assertThat(counted).isPositive();
            assertThat(backend.asked.get() - counted).isGreaterThan(1);
        }
    }

    /** Answers at once, and counts what it is asked. */
    private static final class CountingBackend implements BackendServer {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public TestUsers users() {
            return BackendUsers.numbered(2);
        }

        @Override
        public List<String> keys() {
            return List.of();
        }

        @Override
        public BackendSession connect() {
            return new CountingSession(asked);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private record CountingSession(AtomicInteger asked) implements BackendSession {
        @Override
        public void ask(int user) {
            asked.incrementAndGet();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
