package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.file.FileDirectory;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.testkit.FaultyDirectory;
import io.gatehouse.testkit.FaultyDirectory.Misbehavior;
import io.gatehouse.testkit.TestLogin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/**
 * A faulty directory is in front of the file while 500 logins a second come, each of them the first of its kind: nobody is
 * refused or let in by its mistake, and a second after its recovery everybody is answered.
 */
@Tag("heavy")
@Timeout(60)
class FaultyDirectoryIT {
    private static final int PER_SECOND = 500;
    private static final int USERS = 3_000;
    private static final Duration BUDGET = Duration.ofMillis(1500);
    private static final Duration LIMIT = Duration.ofMillis(700);

    /** All but those that a busy machine is late with, or that the fault overtook. */
    private static final double MOST = 0.98;

    /** Fewer than so many may have no answer at all, because a busy machine has ended them too late. */
    private static final double SOME = 0.5;

    private static final int WARM_UPS = 20;

    @TempDir
    private Path folder;

    private final PasswordChecks pool = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);
    private final AtomicLong places = new AtomicLong();
    private final FaultyDirectory faulty = new FaultyDirectory(new RemoteDirectory());
    private FileDirectory file;
    private DirectoryChain chain;
    private DirectoryAuthorizer authorizer;
    private int number;

    @BeforeEach
    void open() throws Exception {
        String users = IntStream.range(0, USERS)
                .mapToObj(i -> "\"user%d\": {\"pass\": \"right\", \"account\": \"APP\"}".formatted(i))
                .collect(Collectors.joining(",", "{", "}"));
        file = FileDirectory.open(
                FileDirectorySettings.of(Files.writeString(folder.resolve("users.json"), users)),
                pool,
                read -> List.of(),
                ReloadRecorder.NONE);
        LookupSettings settings = new LookupSettings(CacheSettings.DEFAULT, FailureSettings.NONE, 1024, LIMIT, 2, true);
        chain = new ChainBuilder(settings, counting())
                .add(Match.ALL, faulty)
                .add(Match.ALL, file)
                .addDecoy(pool)
                .build();
        authorizer = new DirectoryAuthorizer(
                chain, new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        file.close();
        pool.close();
    }

    @ParameterizedTest
    @EnumSource
    void costsTheLoginsThatItIsAskedAboutAndNothingElse(Misbehavior how) throws InterruptedException {
        warmUp();
        List<Login> before = come(Duration.ofMillis(400));
        assertThat(share(before, Login::isRight)).isGreaterThan(MOST);
        faulty.misbehave(how);
        List<Login> during = come(Duration.ofMillis(800));
        faulty.misbehave(Misbehavior.NONE);
        List<Login> recovering = come(Duration.ofSeconds(1));
        List<Login> after = come(Duration.ofMillis(600));

        for (List<Login> all : List.of(before, during, recovering, after)) {
            assertThat(all).noneMatch(Login::isMistaken);
        }
        boolean harmless = how == Misbehavior.NONE || how == Misbehavior.TWICE;
        assertThat(share(during, harmless ? Login::isRight : Login::isUndecided))
                .isGreaterThan(MOST);
        assertThat(share(during, Login::isLate))
                .as("given up by the login itself, and not by the chain, whose limit is shorter")
                .isLessThan(SOME);
        assertThat(share(after, Login::isRight))
                .as("from a second after the recovery on")
                .isGreaterThan(MOST);
        awaitNothingUnderWay();
    }

    /** Logins until nearly all are answered in time: by then, the classes that answer them are loaded and compiled. */
    private void warmUp() {
        for (int i = 0; i < WARM_UPS; i++) {
            if (share(come(Duration.ofMillis(200)), Login::isRight) > MOST) {
                return;
            }
        }
    }

    private static double share(List<Login> logins, Predicate<Login> which) {
        return (double) logins.stream().filter(which).count() / logins.size();
    }

    private void awaitNothingUnderWay() throws InterruptedException {
        long since = System.nanoTime();
        while (chain.underWay() > 0
                && System.nanoTime() - since < LIMIT.multipliedBy(2).toNanos()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(chain.underWay()).isZero();
        assertThat(places).as("places taken").hasValue(0);
    }

    /** Logins at their rate, whatever becomes of them, and what became of them in the end. */
    private List<Login> come(Duration time) {
        List<Login> logins = new ArrayList<>();
        long begin = System.nanoTime();
        int all = (int) (PER_SECOND * time.toMillis() / 1000);
        for (int i = 0; i < all; i++) {
            long due = begin + i * 1_000_000_000L / PER_SECOND;
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            logins.add(login(number++));
        }
        return logins;
    }

    /** Of four logins, two have the right password, one has a wrong one, and one is nobody's. */
    private Login login(int n) {
        String user = n % 4 == 3 ? "nobody" + n : "user" + n % USERS;
        boolean right = n % 4 < 2;
        AuthorizationRequest request =
                TestLogin.password(user, right ? "right" : "wrong " + n).request();
        return new Login(right, verdict(request));
    }

    private CompletableFuture<Verdict> verdict(AuthorizationRequest request) {
        try {
            return authorizer
                    .authorize(request, System.nanoTime() + BUDGET.toNanos())
                    .map(Authorization::verdict)
                    .mono()
                    .timeout(BUDGET)
                    .toFuture();
        } catch (UndecidedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private record Login(boolean right, CompletableFuture<Verdict> verdict) {
        boolean isUndecided() {
            return isLate()
                    || verdict.handle((answer, error) -> error instanceof UndecidedException)
                            .join();
        }

        /** Whether it had no answer at all, not even that nothing can be decided. */
        boolean isLate() {
            return verdict.handle((answer, error) -> error instanceof TimeoutException)
                    .join();
        }

        boolean isRight() {
            return !isUndecided() && right == verdict.join() instanceof Verdict.Granted;
        }

        boolean isMistaken() {
            return !isUndecided() && !isRight();
        }
    }

    /** Counts the places of lookups that are taken. */
    private LookupRecorder counting() {
        return new LookupRecorder() {
            @Override
            public void lookupBegun() {
                places.incrementAndGet();
            }

            @Override
            public void lookupEnded() {
                places.decrementAndGet();
            }
        };
    }

    /** A directory far away, which knows nobody. */
    private record RemoteDirectory() implements Directory, Lookup {
        private static final Duration AWAY = Duration.ofMillis(2);

        @Override
        public String name() {
            return "remote";
        }

        @Override
        public String type() {
            return "remote";
        }

        @Override
        public Set<LoginPart> reads() {
            return Set.of(LoginPart.USER, LoginPart.PASSWORD);
        }

        @Override
        public Lookup lookup(AuthorizationRequest login) {
            return this;
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Kind kind() {
            return Kind.REMOTE;
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return new Answer.Pending<>(Mono.delay(AWAY).map(passed -> LookupResult.NotMine.NOT_MINE));
        }

        @Override
        public void close() {}
    }
}
