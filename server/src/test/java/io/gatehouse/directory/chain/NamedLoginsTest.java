package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.NameForm;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** All spellings of a name are one user to a directory that says so: one look-up, one cached answer, one failure limit. */
class NamedLoginsTest {
    private static final int ANSWERS = 20_000;
    private static final DirectoryNames LOWER =
            new DirectoryNames(new NameSettings("d:", "", NameForm.LOWER, null), List.of());
    private static final CacheSettings CACHE =
            new CacheSettings(Duration.ofMinutes(5), Duration.ofSeconds(5), 0, 1 << 20);
    private static final FailureSettings FAILURES = new FailureSettings(3, 3, 100, Duration.ofMinutes(1));

    private final CountingRecorder recorder = new CountingRecorder();
    private final ScriptedDirectory folding = ScriptedDirectory.answering(NamedLoginsTest::alice);
    private final ScriptedDirectory exact = ScriptedDirectory.quick();

    /** Knows alice alone, by her name in lower case. */
    private static LookupResult alice(AuthorizationRequest login) {
        if (!"alice".equals(login.connect().user())) {
            return NotMine.NOT_MINE;
        }
        return "right".equals(login.connect().password()) ? ScriptedDirectory.found("Alice") : ScriptedDirectory.WRONG;
    }

    private ChainBuilder builder() {
        return new ChainBuilder(
                new LookupSettings(CACHE, FAILURES, 1024, true), recorder, () -> 0, Schedulers.parallel());
    }

    private Chained folding() {
        return new Chained(builder().add(LOWER, Match.ALL, folding, CACHE).build());
    }

    /** What becomes of a login; null when it is not looked at. */
    private static @Nullable LookupResult login(Chained chain, String user, String password) {
        try {
            return chain.find(SampleRequest.login(user, password), SampleRequest.inTime())
                    .block();
        } catch (UndecidedException e) {
            assertThat(e.reason()).isEqualTo(Drop.FAILURE_LIMIT);
            return null;
        }
    }

    private static String nameOf(@Nullable LookupResult result) {
        return result instanceof LookupResult.Found found ? found.identity().name() : "nobody: " + result;
    }

    @Test
    void haveOneNameAndOneCachedAnswer() {
        Chained chain = folding();

        for (String spelling : List.of("aLICE", "Alice", "alice", "\uff21lice")) {
            assertThat(nameOf(login(chain, spelling, "right"))).isEqualTo("d:alice");
        }
        assertThat(folding.asked()).hasSize(1);
        assertThat(recorder.count(Result.HIT)).isEqualTo(3);
    }

    @Test
    void haveOneFailureLimit() {
        Chained chain = folding();
        login(chain, "Alice", "guess 1");
        login(chain, "aLICE", "guess 2");
        login(chain, "ALICE", "guess 3");

        assertThat(login(chain, "alicE", "right")).isNull();
        assertThat(folding.asked()).hasSize(3);
        assertThat(recorder.count(Limit.USER_AND_SOURCE)).isOne();
    }

    @Test
    void whoIsKnownBySomeSpellingIsNotHeldToTheLimit() {
        Chained chain = folding();
        login(chain, "alice", "right");
        for (int i = 0; i < 5; i++) {
            login(chain, "Alice", "guess " + i);
        }

        assertThat(nameOf(login(chain, "ALICE", "right"))).isEqualTo("d:alice");
    }

    /** A name that is in its form already costs a warm answer nothing: it allocates what one of exact names does. */
    @Test
    void costNothingWhereTheFormIsThere() {
        DirectoryNames names = new DirectoryNames(new NameSettings("", "", NameForm.LOWER, null), List.of());
        DirectoryChain lower = builder().add(names, Match.ALL, folding, CACHE).build();
        DirectoryChain plain =
                builder().add(DirectoryNames.PLAIN, Match.ALL, exact, CACHE).build();
        AuthorizationRequest login = SampleRequest.login("alice", "right");
        long unused = allocated(lower, login) + allocated(plain, login);

        long ofPlain = allocated(plain, login);
        assertThat(allocated(lower, login)).isLessThan(ofPlain + 8L * ANSWERS);
        assertThat(folding.asked()).hasSize(1);
    }

    /** What so many answers of a chain allocate, in bytes; in the best of several rounds, since code is compiled when it may. */
    private static long allocated(DirectoryChain chain, AuthorizationRequest login) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ANSWERS; i++) {
                Answer<ChainResult> unused = chain.find(login, SampleRequest.inTime());
            }
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return allocated;
    }

    /** The guesses at each spelling are guesses at one user of the directory that comes second. */
    @Test
    void haveOneFailureLimitAlsoBehindADirectoryThatTellsThemApart() {
        ScriptedDirectory nobody = ScriptedDirectory.answering(login -> NotMine.NOT_MINE);
        Chained chain = new Chained(builder()
                .add(Match.ALL, nobody)
                .add(LOWER, Match.ALL, folding, CACHE)
                .build());
        login(chain, "Alice", "guess 1");
        login(chain, "aLICE", "guess 2");
        login(chain, "ALICE", "guess 3");

        assertThat(login(chain, "alice", "right")).isNull();
    }

    /** Two names here, and one user of a server that ignores capitals and blanks, as LDAP does. */
    @Test
    void haveOneFailureLimitWhereABackendMayFindOneUserByAllOfThem() {
        ScriptedBackend backend = new ScriptedBackend("staff").ignoringSpelling();
        backend.answer(user -> Mono.just(ScriptedDirectory.WRONG));
        Chained chain = new Chained(builder()
                .add(LOWER, login -> login.connect().token() != null, folding, CACHE)
                .add(Match.ALL, backend)
                .build());
        login(chain, "Alice Smith", "guess 1");
        login(chain, " alice  smith", "guess 2");
        login(chain, "ALICE\u00a0\uff33mith ", "guess 3");

        assertThat(login(chain, "alice smith", "right")).isNull();
        assertThat(login(chain, "bob", "guess")).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(backend.lookups()).isEqualTo(4);
        assertThat(recorder.count(Limit.USER_AND_SOURCE)).isOne();
    }

    @Test
    void areManyUsersToADirectoryThatTellsThemApart() {
        Chained chain = new Chained(builder().add(Match.ALL, exact).build());
        for (int i = 0; i < 3; i++) {
            login(chain, "Alice", "guess " + i);
        }

        assertThat(login(chain, "Alice", "right")).isNull();
        assertThat(nameOf(login(chain, "alice", "right"))).isEqualTo("alice");
    }

    /** The limit of one spelling is not that of another where only the former's directory takes them for one. */
    @Test
    void areManyUsersWhereOnlyADirectoryThatIsNotAskedTakesThemForOne() {
        Match tokens = login -> login.connect().token() != null;
        Chained chain = new Chained(builder()
                .add(LOWER, tokens, folding, CACHE)
                .add(Match.ALL, exact)
                .build());
        for (int i = 0; i < 3; i++) {
            login(chain, "Alice", "guess " + i);
        }

        assertThat(login(chain, "Alice", "right")).isNull();
        assertThat(nameOf(login(chain, "alice", "right"))).isEqualTo("alice");
        assertThat(folding.asked()).isEmpty();
    }
}
