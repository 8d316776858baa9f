package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.metrics.BuildInfo;
import io.gatehouse.metrics.Metrics;
import io.gatehouse.metrics.SampleQueues;
import io.gatehouse.metrics.ServiceCounters;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** A stop while the thread of a listener is busy, as it is on a machine that has too much to do. */
@Timeout(60)
class BusyListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);
    private static final String TOKEN = "0123456789abcdef";
    private static final String REQUEST =
            "POST /-/hold HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer " + TOKEN
                    + "\r\n\r\n";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Metrics metrics = new Metrics(
            new ServiceCounters(),
            SampleQueues.requests(0),
            SampleQueues.state(),
            () -> new BuildInfo("1.2.3", "test", "one"));

    private HttpEndpoints serve() {
        AdminRoute hold = new AdminRoute("POST", "/-/hold", 0, body -> {
            begun.countDown();
            while (!over.get()) {
                Thread.onSpinWait();
            }
            return Mono.just(new AdminReply(200, "{}"));
        });
        AdminSettings settings = new AdminSettings(Secret.of(TOKEN), ANY_PORT, List.of());
        return Objects.requireNonNull(
                HttpEndpoints.start(ANY_PORT, new Health(), metrics, new AdminAccess(settings, List.of(hold)))
                        .block(PATIENCE));
    }

    @Test
    void isNotFailedByItAndTheOtherListenerEndsToo() throws Exception {
        HttpEndpoints endpoints = serve();
        HttpSettings open = Objects.requireNonNull(endpoints.address());
        HttpSettings admin = Objects.requireNonNull(endpoints.adminAddress());
        try (Socket client = new Socket(admin.host(), admin.port())) {
            client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            endpoints.stop().block(PATIENCE);

            assertThatThrownBy(() -> new Socket(open.host(), open.port()).close())
                    .isInstanceOf(IOException.class);
        } finally {
            over.set(true);
            metrics.close();
        }
        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("gatehouse-admin")));
    }
}
