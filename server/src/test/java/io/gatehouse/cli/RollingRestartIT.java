package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two instances are restarted one after the other, as the guide says, while users with hashed passwords log in all the time.
 * With {@code -Dgatehouse.rollout.cost=10} it is the run of docs/guides/operating.md, with {@code -Dgatehouse.rollout.wait=false}
 * the one that does not wait, and with {@code -Dgatehouse.rollout.surge=true} the one in which the new instance is started before
 * the old one is stopped.
 */
@Tag("heavy")
@AgainstNatsServer
class RollingRestartIT {
    private static final Logger log = LoggerFactory.getLogger(RollingRestartIT.class);
    private static final int COST = Integer.getInteger("gatehouse.rollout.cost", 7);
    private static final boolean WAIT = Boolean.parseBoolean(System.getProperty("gatehouse.rollout.wait", "true"));
    private static final boolean SURGE = Boolean.getBoolean("gatehouse.rollout.surge");
    private static final int USERS = 33;
    private static final int LOGINS_PER_SECOND = 26;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    @Test
    void noLoginIsLostWhenTheNextOneGoesOnceTheLastIsWarm() throws Exception {
        ScheduledExecutorService clients = Executors.newScheduledThreadPool(64);
        try (Stage stage =
                Stage.operator().users(users()).set("passwords.threads", "1").open()) {
            Service one = stage.service();
            Service two = stage.startService();
            ScheduledFuture<?> logins = clients.scheduleAtFixedRate(
                    () -> clients.execute(() -> logIn(stage)), 0, 1_000_000 / LOGINS_PER_SECOND, TimeUnit.MICROSECONDS);
            await().atMost(LIMIT).until(() -> one.isRolloutReady() && two.isRolloutReady());
            int before = begun.get();
            lost.set(0);

            Service newOne = restart(stage, one);
            restart(stage, two);
            TimeUnit.SECONDS.sleep(3);
            logins.cancel(false);
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            log.info(
                    "a hash takes {} ms, waiting {}, new ones first {}: {} of {} logins lost",
                    hashMillis(one),
                    WAIT,
                    SURGE,
                    lost,
                    begun.get() - before);
            assertThat(newOne.counters().grants()).isPositive();
            assertThat(lost).hasValue(0);
        } finally {
            clients.shutdownNow();
        }
    }

    /** A rollout that goes by readiness waits for the warm instance, as one that goes by the metric does. */
    @Test
    void isNotReadyBeforeItIsWarm() throws Exception {
        try (Stage stage =
                Stage.config().users(users()).set("http.listen", "127.0.0.1:0").openWithoutService()) {
            Service service = stage.launchService();
            Pages pages = Pages.of(service);
            service.awaitUp();

            assertThat(pages.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(pages.get("/readyz").body())
                    .contains("\"waiting_for\":{\"warm\":\"no logins were watched for 5 s yet\"}");
            assertThat(pages.metric("gatehouse_rollout_ready")).isZero();

            await().atMost(LIMIT).until(() -> pages.get("/readyz").statusCode() == 200);
            assertThat(pages.metric("gatehouse_rollout_ready")).isEqualTo(1);
        }
    }

    /** How long a check took on its thread, on average. */
    private static long hashMillis(Service service) {
        return service.counters().passwords().averageNanos() / 1_000_000;
    }

    private static Service restart(Stage stage, Service old) throws InterruptedException {
        if (!SURGE) {
            stage.stop(old);
        }
        Service started = stage.startService();
        if (WAIT) {
            await().atMost(LIMIT).until(started::isRolloutReady);
        }
        if (SURGE) {
            stage.stop(old);
        }
        return started;
    }

    private void logIn(Stage stage) {
        begun.incrementAndGet();
        String user = "u" + ThreadLocalRandom.current().nextInt(USERS);
        try {
            Nats.connect(stage.as(user, "right").build()).close();
        } catch (Exception e) {
            lost.incrementAndGet();
        }
    }

    private static String users() {
        String hash = PasswordHashing.bcrypt("right", COST);
        List<String> users = IntStream.range(0, USERS)
                .mapToObj(i -> "\"u" + i + "\": {\"pass\": \"" + hash + "\", \"account\": \"APP1\"}")
                .toList();
        return users.stream().collect(Collectors.joining(", ", "{", "}"));
    }
}
