package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.gatehouse.crypto.Secret;
import io.gatehouse.metrics.BuildInfo;
import io.gatehouse.metrics.Metrics;
import io.gatehouse.metrics.SampleQueues;
import io.gatehouse.metrics.ServiceCounters;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A client that leaves in the middle of what it sends is no failure of the service. */
@Timeout(60)
class LeavingClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);
    private static final String TOKEN = "0123456789abcdef";

    private final Logger logger = (Logger) LoggerFactory.getLogger(GuardedRoutes.class);
    private final Logger dropped = (Logger) LoggerFactory.getLogger("reactor.core.publisher.Operators");
    private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ILoggingEvent> said = new CompletableFuture<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            all.add(event);
            said.complete(event);
        }
    };
    private final Metrics metrics = new Metrics(
            new ServiceCounters(),
            SampleQueues.requests(0),
            SampleQueues.state(),
            () -> new BuildInfo("1.2.3", "test", "one"));
    private HttpEndpoints endpoints;

    @BeforeEach
    void serve() {
        AdminRoute echo = new AdminRoute("POST", "/-/echo", 100, body -> Mono.just(new AdminReply(200, "{}")));
        AdminSettings settings = new AdminSettings(Secret.of(TOKEN), ANY_PORT, List.of());
        endpoints = Objects.requireNonNull(
                HttpEndpoints.start(ANY_PORT, new Health(), metrics, new AdminAccess(settings, List.of(echo)))
                        .block(PATIENCE));
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appender);
        dropped.addAppender(appender);
    }

    @AfterEach
    void stop() {
        dropped.detachAppender(appender);
        logger.detachAppender(appender);
        logger.setLevel(null);
        endpoints.stop().block(PATIENCE);
        metrics.close();
    }

    /** @param linger whether the connection is closed in order; otherwise it is reset */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNoError(boolean linger) throws Exception {
        HttpSettings to = Objects.requireNonNull(endpoints.adminAddress());
        try (Socket socket = new Socket(to.host(), to.port())) {
            if (!linger) {
                socket.setSoLinger(true, 0);
            }
            String request = "POST /-/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TOKEN
                    + "\r\nExpect: 100-continue\r\nContent-Length: 50\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            // The service has begun to wait for the body.
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            socket.getOutputStream().write("{".getBytes(StandardCharsets.ISO_8859_1));
        }

        ILoggingEvent event = said.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(event.getLevel()).as(event.getFormattedMessage()).isEqualTo(Level.DEBUG);
        assertThat(event.getThrowableProxy()).isNull();
        assertThat(event.getFormattedMessage()).contains("POST /-/echo");
        endpoints.stop().block(PATIENCE);
        assertThat(all).hasSize(1);
    }
}
