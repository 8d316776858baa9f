package io.gatehouse.directory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.Chained;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hashing thread, and one address that sends wrong passwords faster than they can be hashed: whoever was known before
 * gets in, and so does whoever comes for the first time. With {@code -Dgatehouse.starvation.cost=10} it is the run of
 * docs/overload.md.
 */
@Tag("heavy")
class StarvationIT {
    private static final Logger log = LoggerFactory.getLogger(StarvationIT.class);
    private static final int COST = Integer.getInteger("gatehouse.starvation.cost", 8);
    private static final int USERS = 20;
    private static final Duration BUDGET = Duration.ofMillis(1500);
    private static final Duration TTL = Duration.ofSeconds(4);

    /** So many times as many guesses come as can be hashed. */
    private static final double OVERLOAD = 1.6;

    private static final HashingSettings HASHING = new HashingSettings(
            1, HashingSettings.DEFAULT_QUEUE, QueueDiscipline.defaults().withTargetAtLeast(BUDGET.dividedBy(2)));

    @TempDir
    private Path folder;

    private final AtomicInteger guesses = new AtomicInteger();

    @Test
    void whoKnowsThePasswordGetsInThoughOneSourceGuessesFasterThanCanBeHashed() throws Exception {
        ScheduledExecutorService clients = Executors.newScheduledThreadPool(4);
        try (PasswordChecks checks = new PasswordChecks(HASHING, PasswordChecksRecorder.NONE);
                FileDirectory directory = directory(checks)) {
            Chained cached = Chained.withDecoy(directory, settings(), checks);
            long hash = logInOnce(cached);
            sleep(TTL);

            long pause = (long) (hash / OVERLOAD);
            ScheduledFuture<?> attack =
                    clients.scheduleAtFixedRate(() -> guess(cached), 0, pause, TimeUnit.NANOSECONDS);
            sleep(BUDGET.multipliedBy(2));
            List<CompletableFuture<Boolean>> known = new ArrayList<>();
            List<CompletableFuture<Boolean>> first = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                known.add(login(cached, "192.0.2." + i, "known" + i));
                first.add(login(cached, "198.51.100." + i, "first" + i));
                sleep(Duration.ofNanos(Math.max(10 * hash, 50_000_000)));
            }
            long in = in(known);
            long inFirst = in(first);
            attack.cancel(false);
            log.info(
                    "a hash takes {} ms, {} guesses: known {} of {}, first logins {} of {}",
                    hash / 1_000_000,
                    guesses,
                    in,
                    USERS,
                    inFirst,
                    USERS);
            assertThat(in).as("known before").isEqualTo(USERS);
            assertThat(inFirst).as("first logins").isGreaterThanOrEqualTo(USERS - 1);
        } finally {
            clients.shutdownNow();
        }
    }

    /** Logs all in who are to be known, one after another; how long a hash takes, in nanoseconds. */
    private static long logInOnce(Chained cached) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < USERS; i++) {
            assertThat(login(cached, "192.0.2." + i, "known" + i).get()).isTrue();
        }
        return (System.nanoTime() - begin) / USERS;
    }

    private void guess(Chained cached) {
        int number = guesses.incrementAndGet();
        AuthorizationRequest request = request("203.0.113.1", "somebody" + number, "guess " + number);
        cached.find(request, deadline()).subscribe(answer -> {}, refused -> {});
    }

    /** Whether a user with the right password is in within the budget. */
    private static CompletableFuture<Boolean> login(Chained cached, String host, String user) {
        return cached.find(request(host, user, "right"), deadline())
                .timeout(BUDGET)
                .map(LookupResult.Found.class::isInstance)
                .onErrorReturn(false)
                .toFuture();
    }

    private static AuthorizationRequest request(String host, String user, String password) {
        return new SampleRequest(host, "Client", "nats", user, password, null, null, null).build();
    }

    private static long in(List<CompletableFuture<Boolean>> logins)
            throws InterruptedException, java.util.concurrent.ExecutionException, TimeoutException {
        long in = 0;
        for (CompletableFuture<Boolean> login : logins) {
            in += login.get(10, TimeUnit.SECONDS) ? 1 : 0;
        }
        return in;
    }

    private FileDirectory directory(PasswordChecks checks) throws IOException {
        String hash = PasswordHashing.bcrypt("right", COST);
        List<String> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            for (String kind : new String[] {"known", "first"}) {
                users.add("\"" + kind + i + "\": {\"pass\": \"" + hash + "\", \"account\": \"APP\"}");
            }
        }
        Path file = Files.writeString(folder.resolve("users.json"), "{" + String.join(", ", users) + "}");
        return FileDirectory.open(
                new FileDirectorySettings("users", file, null, Duration.ofSeconds(60), NameForm.EXACT),
                checks,
                read -> List.of(),
                ReloadRecorder.NONE);
    }

    private static LookupSettings settings() {
        CacheSettings cache = new CacheSettings(TTL, Duration.ofSeconds(5), 0, 32L << 20);
        return new LookupSettings(cache, FailureSettings.DEFAULT, LookupSettings.DEFAULT_LOOKUPS, true);
    }

    private static long deadline() {
        return System.nanoTime() + BUDGET.toNanos();
    }

    /** The attack goes on by the clock, so this does too. */
    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
