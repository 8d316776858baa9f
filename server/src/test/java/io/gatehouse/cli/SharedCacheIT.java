package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances that share what a web service has answered, with real clients. */
@Timeout(300)
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class SharedCacheIT {
    private static final Logger log = LoggerFactory.getLogger(SharedCacheIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int USERS = 200;

    private final ExecutorService clients = Executors.newFixedThreadPool(4);
    private CountedWebService backend;

    @BeforeEach
    void open() throws Exception {
        backend = new CountedWebService();
    }

    @AfterEach
    void close() {
        clients.shutdownNow();
        backend.close();
    }

    private Stage.Builder alone() {
        return Stage.config()
                .edit(BucketStages::withAccount)
                .set("directories.web.type", "http")
                .set("directories.web.url", backend.url())
                .set("callout.directory_order", "web,users")
                .set("http.listen", "127.0.0.1:0");
    }

    private Stage.Builder sharing() {
        return alone().set("cache.shared.bucket", "SHARED")
                .set("cache.shared.secret", "0123456789abcdef0123456789abcdef")
                .set("cache.shared.timeout", "500ms")
                .set("cache.shared.nats.user", "kv")
                .set("cache.shared.nats.password", BucketStages.PASSWORD);
    }

    /** Returns how often more than once a user had to come. */
    private int logInAll(Stage stage) throws Exception {
        List<Future<Integer>> logins = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            String user = "u" + i;
            logins.add(clients.submit(() -> logIn(stage, user)));
        }
        int again = 0;
        for (Future<Integer> login : logins) {
            again += login.get() - 1;
        }
        return again;
    }

    /** As clients do: who gets no answer comes again. Returns how often it came. */
    private static int logIn(Stage stage, String user) {
        AtomicInteger tries = new AtomicInteger();
        await().pollDelay(Duration.ZERO).atMost(PATIENCE).ignoreExceptions().until(() -> {
            tries.incrementAndGet();
            Nats.connect(stage.as(user, CountedWebService.PASSWORD).build()).close();
            return true;
        });
        return tries.get();
    }

    /**
     * What a new instance asks.
     *
     * @param number of logins that the backend was asked about
     * @param slow how many more that may be on a busy machine: logins that came again, reads of the bucket that were given up, or were
     *     left out after others, and records that could not be stored
     */
    private record Asked(int number, long slow) {}

    /** How many logins the backend is asked about by an instance that was started under load, when all log in again. */
    private Asked askedByANewInstance(Stage stage) throws Exception {
        Service first = stage.startService();
        logInAll(stage);
        int before = backend.asked();
        assertThat(before).isGreaterThanOrEqualTo(USERS);
        if (stage.service().counters().sharedReads(SharedRead.MISS) > 0) {
            await().atMost(PATIENCE)
                    .until(() -> first.counters().sharedWrites(SharedWrite.STORED) + notStored(first) >= USERS);
        }
        long notStored = notStored(first);
        try (LoginStream load = LoginStream.start(stage, "u0", CountedWebService.PASSWORD, 2)) {
            Service second = stage.startService();
            await().atMost(PATIENCE).until(() -> second.counters().grants() > 0);
            stage.stop(first);
            int again = logInAll(stage);
            load.close();
            assertThat(load.failures()).isEmpty();
            return new Asked(backend.asked() - before, again + notStored + notRead(second));
        }
    }

    private static long notStored(Service service) {
        ServiceCounters counters = service.counters();
        return counters.sharedWrites(SharedWrite.FAILED) + counters.sharedWrites(SharedWrite.DROPPED);
    }

    private static long notRead(Service service) {
        ServiceCounters counters = service.counters();
        return counters.sharedReads(SharedRead.ERROR) + counters.sharedReads(SharedRead.SKIPPED);
    }

    @Test
    void aNewInstanceAsksOfWarmCredentialsAsGoodAsNone() throws Exception {
        BlockingCalls.watch();
        BlockingCalls.forget();
        Asked without;
        try (Stage stage = alone().openWithoutService()) {
            without = askedByANewInstance(stage);
        }
        backend.close();
        backend = new CountedWebService();
        try (Stage stage = sharing().openWithoutService()) {
            BucketStages.createShared(stage);
            Asked with = askedByANewInstance(stage);
            log.info(
                    "of {} warm credentials a new instance asked about {}, and without a shared cache {}",
                    USERS,
                    with.number,
                    without.number);
            assertThat((long) with.number)
                    .isLessThanOrEqualTo(USERS / 100 + with.slow)
                    .isLessThan(USERS / 2);
        }
        assertThat(without.number).isGreaterThanOrEqualTo(USERS);
        assertThat(BlockingCalls.found()).isEmpty();
    }

    /** An instance that has found somebody there asks no later than the one that has left it. */
    @Test
    void whoIsDisabledIsOutWhenTheTimeOfTheCacheIsOver() throws Exception {
        try (Stage stage =
                sharing().set("cache.ttl", "4s").set("cache.jitter", "0").openWithoutService()) {
            BucketStages.createShared(stage);
            Service first = stage.startService();
            logIn(stage, "alice");
            long then = System.nanoTime();
            await().atMost(PATIENCE).until(() -> first.counters().sharedWrites(SharedWrite.STORED) > 0);
            int asked = backend.asked();
            backend.disable("alice");
            stage.startService();
            stage.stop(first);

            await().atMost(PATIENCE)
                    .until(() ->
                            System.nanoTime() - then > Duration.ofSeconds(4).toNanos());
            stage.assertRefused(stage.as("alice", CountedWebService.PASSWORD));
            assertThat(backend.asked()).isEqualTo(asked + 1);
        }
    }

    @Test
    void aBucketThatIsNotThereKeepsNobodyOut() throws Exception {
        try (LogCapture heard = LogCapture.of(Level.INFO);
                Stage stage = sharing().openWithoutService()) {
            Service service = stage.startService();
            Pages pages = Pages.of(service);
            logInAll(stage);
            assertThat(service.counters().sharedReads(SharedRead.SKIPPED)).isGreaterThanOrEqualTo(USERS);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pages.get("/readyz").body())
                            .contains("shared cache")
                            .contains("there is no bucket SHARED in this account"));
            assertThat(pages.metric("gatehouse_shared_cache_usable")).isZero();

            BucketStages.createShared(stage);
            await().atMost(PATIENCE).until(() -> pages.metric("gatehouse_shared_cache_usable") == 1);
            await().atMost(PATIENCE).until(() -> !pages.get("/readyz").body().contains("shared cache"));
            logIn(stage, "new");
            await().atMost(PATIENCE)
                    .until(() -> pages.metric(
                                    "gatehouse_shared_cache_writes_total{directory=\"web\",result=\"stored\",type=\"http\"}")
                            == 1);
            assertThat(heard.lines().stream().filter(line -> line.contains("the shared cache")))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("cannot be used: there is no bucket SHARED"),
                            line -> assertThat(line).contains("is in use again, after"));
        }
    }
}
