package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.Lookup.Kind;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.file.FileDirectory;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.warmup.SampleDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** Several directories in their order. */
@Timeout(60)
class DirectoryChainTest {
    private static final FailureSettings ONE_FAILURE = new FailureSettings(1, 1, 1, Duration.ofMinutes(1));

    private final CountingRecorder recorder = new CountingRecorder();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger hashed = new AtomicInteger();
    private final ScriptedDirectory first = ScriptedDirectory.slow(Kind.REMOTE);
    private final ScriptedDirectory second = ScriptedDirectory.slow(Kind.REMOTE);

    private Chained chain(FailureSettings failures, Directory... directories) {
        ChainBuilder chain = builder(failures);
        for (Directory directory : directories) {
            chain.add(Match.ALL, directory);
        }
        return new Chained(chain.build());
    }

    private ChainBuilder builder(FailureSettings failures) {
        LookupSettings settings = new LookupSettings(
                CacheSettings.DEFAULT,
                failures,
                1024,
                Duration.ofMinutes(1),
                LookupSettings.DEFAULT_HASHES_PER_SOURCE,
                true);
        return new ChainBuilder(settings, recorder, now::get, Schedulers.parallel());
    }

    private static CompletableFuture<LookupResult> ask(Chained chain, String user, String password) {
        return chain.find(SampleRequest.login(user, password), SampleRequest.inTime())
                .toFuture();
    }

    private static void assertUndecided(CompletableFuture<LookupResult> answer, String says) {
        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining(says);
    }

    @Test
    void onlyWhatIsNotOnesOwnGoesOn() {
        Chained chain = chain(FailureSettings.NONE, first, second);
        CompletableFuture<LookupResult> found = ask(chain, "alice", "p");
        CompletableFuture<LookupResult> rejected = ask(chain, "bob", "p");
        CompletableFuture<LookupResult> failed = ask(chain, "cat", "p");
        CompletableFuture<LookupResult> notMine = ask(chain, "dan", "p");

        first.asked(0).answer(ScriptedDirectory.found("alice"));
        first.asked(1).answer(ScriptedDirectory.WRONG);
        first.asked(2).fail(new IllegalStateException("down"));
        first.asked(3).answer(NotMine.NOT_MINE);

        assertThat(found.join()).isInstanceOf(LookupResult.Found.class);
        assertThat(rejected.join()).isEqualTo(ScriptedDirectory.WRONG);
        assertUndecided(failed, "the directory failed");
        assertThat(notMine).isNotDone();
        assertThat(second.asked()).hasSize(1);
        second.asked(0).answer(ScriptedDirectory.found("dan"));
        assertThat(notMine.join()).isInstanceOf(LookupResult.Found.class);
    }

    /** Who has a token of one directory guesses passwords of another no faster than anybody else. */
    @Test
    void aCredentialThatIsRightHidesNoGuessesBesideIt() {
        ScriptedDirectory passwords = ScriptedDirectory.answering(
                login -> login.connect().password() == null ? NotMine.NOT_MINE : ScriptedDirectory.WRONG);
        ScriptedDirectory tokens = ScriptedDirectory.answering(login -> ScriptedDirectory.found("device"))
                .reading(LoginPart.TOKEN);
        Chained chain = chain(ONE_FAILURE, passwords, tokens);
        assertThat(guess(chain, null).join()).isInstanceOf(LookupResult.Found.class);

        assertThat(guess(chain, "first guess").join()).isEqualTo(ScriptedDirectory.WRONG);
        assertUndecided(guess(chain, "second guess"), "too many wrong credentials");

        assertThat(guess(chain, null).join()).as("the token alone").isInstanceOf(LookupResult.Found.class);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(guess(chain, null).join())
                .as("as known as before, though the first directory is asked again")
                .isInstanceOf(LookupResult.Found.class);
    }

    private static CompletableFuture<LookupResult> guess(Chained chain, @Nullable String password) {
        String user = password == null ? null : "alice";
        SampleRequest login = new SampleRequest("192.0.2.1", "Client", "nats", user, password, "token", null, null);
        return chain.find(login.build(), SampleRequest.inTime()).toFuture();
    }

    @Test
    void aDirectoryThatFailsIsNoneOfTheBusinessOfThoseBeforeIt() {
        Chained chain = chain(FailureSettings.DEFAULT, ScriptedDirectory.quick(), new BrokenDirectory());

        assertThat(ask(chain, "alice", "right").join()).isInstanceOf(LookupResult.Found.class);
    }

    private record BrokenDirectory() implements Directory {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String type() {
            return "broken";
        }

        @Override
        public Set<LoginPart> reads() {
            return Set.of(LoginPart.USER, LoginPart.PASSWORD);
        }

        @Override
        public Lookup lookup(AuthorizationRequest login) {
            throw new IllegalStateException("down");
        }

        @Override
        public void close() {}
    }

    @Test
    void theLookupsOfEachDirectoryAreCountedUnderItsName() {
        Map<String, CountingRecorder> recorders = new HashMap<>();
        LookupRecorder perDirectory = new LookupRecorder() {
            @Override
            public LookupRecorder directory(String name, String type) {
                return recorders.computeIfAbsent(name + "/" + type, unknown -> new CountingRecorder());
            }
        };
        Chained chain = new Chained(new ChainBuilder(LookupSettings.DEFAULT, perDirectory)
                .add(Match.ALL, first)
                .add(Match.ALL, new SampleDirectory(List.of(ScriptedDirectory.found("alice"))))
                .build());
        CompletableFuture<LookupResult> answer = ask(chain, "alice", "p");
        first.asked(0).answer(NotMine.NOT_MINE);
        assertThat(answer.join()).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(chain, "alice", "p")).isCompleted();

        assertThat(recorders.keySet()).containsExactlyInAnyOrder("scripted/scripted", "sample/sample");
        CountingRecorder scripted = Objects.requireNonNull(recorders.get("scripted/scripted"));
        CountingRecorder sample = Objects.requireNonNull(recorders.get("sample/sample"));
        assertThat(scripted.count(Result.MISS)).isEqualTo(1);
        assertThat(scripted.count(Result.NEGATIVE_HIT)).isEqualTo(1);
        assertThat(scripted.count(Result.HIT)).isZero();
        assertThat(sample.count(Result.MISS)).isEqualTo(1);
        assertThat(sample.count(Result.HIT)).isEqualTo(1);
        assertThat(sample.entries(Memory.VERIFIED)).isEqualTo(1);
    }

    @Test
    void anOutageTouchesOnlyWhoMatchesAndIsNotKnownFromBefore() {
        Chained chain = new Chained(builder(FailureSettings.NONE)
                .add(login -> "alice".equals(login.connect().user()), first)
                .add(Match.ALL, ScriptedDirectory.quick())
                .build());
        CompletableFuture<LookupResult> before = ask(chain, "alice", "known");
        first.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(before.join()).isInstanceOf(LookupResult.Found.class);

        CompletableFuture<LookupResult> during = ask(chain, "alice", "new");
        first.asked(1).fail(new IllegalStateException("down"));

        assertUndecided(during, "the directory failed");
        assertThat(ask(chain, "alice", "known").join()).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(chain, "bob", "right").join()).isInstanceOf(LookupResult.Found.class);
        assertThat(first.asked()).hasSize(2);
    }

    @Test
    void aGuessCountsOnceHoweverManyDirectoriesAreAsked() {
        FailureSettings two = new FailureSettings(2, 0, 0, Duration.ofMinutes(1));
        Chained chain = chain(two, first, second);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<LookupResult> guess = ask(chain, "alice", "guess " + i);
            first.asked(i).answer(NotMine.NOT_MINE);
            second.asked(i).answer(NotMine.NOT_MINE);
            assertThat(guess.join()).isEqualTo(NotMine.NOT_MINE);
        }

        assertUndecided(ask(chain, "alice", "guess 3"), "too many wrong credentials");
        assertThat(recorder.count(Limit.USER_AND_SOURCE)).isEqualTo(1);
        assertThat(first.asked()).hasSize(2);
    }

    @Test
    void aPasswordThatTwoDirectoriesHashCountsOnceInAdvance() {
        ScriptedDirectory hashing = ScriptedDirectory.slow(Kind.HASHING);
        ScriptedDirectory another = ScriptedDirectory.slow(Kind.HASHING);
        Chained chain = chain(ONE_FAILURE, hashing, another);
        CompletableFuture<LookupResult> login = ask(chain, "alice", "right");
        assertThat(hashing.asked(0).check().refusal().get()).isNull();

        hashing.asked(0).answer(NotMine.NOT_MINE);
        assertThat(another.asked(0).check().refusal().get()).isNull();
        another.asked(0).answer(ScriptedDirectory.found("alice"));

        assertThat(login.join()).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(chain, "alice", "again")).as("it was taken back").isNotDone();
    }

    @Test
    void aGuessCountsThoughWhoeverGuessedGaveUp() {
        Chained chain = chain(ONE_FAILURE, first, second);
        chain.find(SampleRequest.login("alice", "guess"), SampleRequest.inTime())
                .subscribe()
                .dispose();

        first.asked(0).answer(NotMine.NOT_MINE);
        second.asked(0).answer(ScriptedDirectory.WRONG);

        assertUndecided(ask(chain, "alice", "guess 2"), "too many wrong credentials");
    }

    @Test
    void whoWasRightInALaterDirectoryIsHeldToNothingInAnEarlierOne() {
        Chained chain = chain(ONE_FAILURE, first, second);
        CompletableFuture<LookupResult> login = ask(chain, "alice", "right");
        first.asked(0).answer(NotMine.NOT_MINE);
        second.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(login.join()).isInstanceOf(LookupResult.Found.class);
        now.addAndGet(Duration.ofMinutes(6).toNanos());
        CompletableFuture<LookupResult> guess = ask(chain, "alice", "wrong");
        first.asked(1).answer(ScriptedDirectory.WRONG);
        assertThat(guess.join()).isEqualTo(ScriptedDirectory.WRONG);

        assertUndecided(ask(chain, "bob", "of the same source"), "too many wrong credentials");
        assertThat(ask(chain, "alice", "right")).isNotDone();
        assertThat(first.asked()).hasSize(3);
    }

    @Test
    void aDirectoryThatChangesWheneverItIsAskedIsAskedAFewTimesOnly() {
        Chained chain = chain(FailureSettings.NONE, first);
        CompletableFuture<LookupResult> login = ask(chain, "alice", "p");
        for (int i = 0; i < 4; i++) {
            first.reload();
            first.asked(i).answer(ScriptedDirectory.found("alice"));
        }

        assertUndecided(login, "the directory did not answer in time");
        assertThat(first.asked()).hasSize(4);
    }

    /** In a reconnect storm behind one address, whom the first directory does not know are no guessers. */
    @Test
    void usersOfTheSecondDirectoryCostTheFirstNoHashAndAreNotSilenced(@TempDir Path folder) throws Exception {
        try (PasswordChecks pool = pool();
                FileDirectory file = file(folder, pool)) {
            Chained chain = new Chained(builder(FailureSettings.DEFAULT)
                    .add(Match.ALL, file)
                    .add(Match.ALL, second)
                    .addDecoy(pool)
                    .build());
            List<CompletableFuture<LookupResult>> logins = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                logins.add(ask(chain, "user" + i, "right"));
                if (i % 4 > 0) {
                    second.asked(i).answer(ScriptedDirectory.found("user" + i));
                }
            }
            for (int i = 0; i < 2_000; i += 4) {
                second.asked(i).answer(ScriptedDirectory.found("user" + i));
            }

            assertThat(logins).allSatisfy(login -> assertThat(login.join()).isInstanceOf(LookupResult.Found.class));
            assertThat(hashed).as("hashes").hasValue(0);
        }
    }

    @Test
    void whomNobodyKnowsCostsOneHashAtTheEndAndOneFailure(@TempDir Path folder) throws Exception {
        try (PasswordChecks pool = pool();
                FileDirectory file = file(folder, pool)) {
            Chained chain = new Chained(builder(new FailureSettings(2, 0, 0, Duration.ofMinutes(1)))
                    .add(Match.ALL, file)
                    .add(Match.ALL, second)
                    .addDecoy(pool)
                    .build());
            for (int i = 0; i < 2; i++) {
                CompletableFuture<LookupResult> login = ask(chain, "nobody", "guess " + i);
                second.asked(i).answer(NotMine.NOT_MINE);
                assertThat(login.join()).isEqualTo(NotMine.NOT_MINE);
                assertThat(hashed).hasValue(i + 1);
                assertThat(ask(chain, "nobody", "guess " + i).join()).isEqualTo(NotMine.NOT_MINE);
            }

            assertThat(hashed).as("what is known costs none").hasValue(2);
            assertUndecided(ask(chain, "nobody", "guess 3"), "too many wrong credentials");
        }
    }

    private PasswordChecks pool() {
        return new PasswordChecks(HashingSettings.defaults(), new PasswordChecksRecorder() {
            @Override
            public void began(long waitedNanos) {
                hashed.incrementAndGet();
            }
        });
    }

    private static FileDirectory file(Path folder, PasswordChecks pool) throws Exception {
        String hash = PasswordHashing.bcrypt("secret", 4);
        Path users = Files.writeString(
                folder.resolve("users.json"), "{\"alice\": {\"pass\": \"" + hash + "\", \"account\": \"APP\"}}");
        return FileDirectory.open(FileDirectorySettings.of(users), pool, read -> List.of(), ReloadRecorder.NONE);
    }
}
