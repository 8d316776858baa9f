package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.policy.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What every directory keeps to. The tests of a directory extend it, and say how the directory is opened on the real thing, who
 * is known there, and how a {@link Fault} gets before that; {@link FaultProxy} does so for a server.
 */
@Timeout(120)
public abstract class DirectoryContract {
    /** An answer that takes longer is late; the service would have ended the lookup. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The same while the backend is healthy: on a busy machine, a connection takes longer. */
    static final Duration WHILE_WELL = Duration.ofSeconds(20);

    /** How soon a directory answers again when its backend does. */
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    /** How long a caller may be kept, on a machine that has other things to do. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    /** Contracts that have run in this process: the first lookups load classes, which takes a busy machine longer than a lookup may. */
    private static final Set<Class<?>> WARM = ConcurrentHashMap.newKeySet();

    private static final int WARM_UP = 50;
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(2);

    private static final int TRIES = 5;

    private static final int THREADS = 8;
    private static final int ROUNDS = 30;
    private static final int CANCELLED = 20;
    private static final int ROUNDS_OF_A_FAULT = 3;

    private @Nullable Directory opened;
    private Duration patience = WHILE_WELL;

    /** Opens the directory; it is closed after each test. */
    protected abstract Directory open() throws Exception;

    /** Somebody who is in the directory, with the right credential. */
    protected abstract TestLogin known();

    /** What the directory calls {@link #known}. */
    protected abstract String nameOfKnown();

    /** The same user with a wrong credential; null where a credential that is not right is nobody's. */
    protected abstract @Nullable TestLogin wrong();

    /** Somebody who is not in the directory. */
    protected abstract TestLogin unknown();

    /** What must not be in any text: the credentials of these logins, and those that the directory itself has. */
    protected abstract List<String> secrets();

    /** Puts a fault before what the directory asks or reads, or takes it away again. */
    protected abstract void inject(Fault fault) throws Exception;

    /** The faults that what it asks or reads can have. */
    protected Set<Fault> faults() {
        return Set.of(Fault.SLOW, Fault.DOWN, Fault.GARBAGE);
    }

    @AfterEach
    void close() throws Exception {
        if (opened != null) {
            opened.close();
        }
        begin(Fault.NONE);
    }

    /** Injects a fault. With one under which the backend still answers, if late, an answer has as long as from a healthy backend. */
    final void begin(Fault fault) throws Exception {
        patience = fault == Fault.NONE || fault == Fault.SLOW ? WHILE_WELL : PATIENCE;
        inject(fault);
    }

    @BeforeEach
    final void openDirectory() throws Exception {
        opened = open();
        if (WARM.add(getClass())) {
            awaitAnswers(WARM_UP);
        }
    }

    /** Asks until so many lookups were answered, which a busy machine has enough time for. */
    private void awaitAnswers(int number) {
        long begin = System.nanoTime();
        int answered = 0;
        while (answered < number && System.nanoTime() - begin < LONGEST_WARM_UP.toNanos()) {
            answered += ask(known()).isFound() ? 1 : 0;
        }
        assertThat(answered).as("lookups that were answered").isEqualTo(number);
    }

    final Directory directory() {
        return Objects.requireNonNull(opened);
    }

    final Outcome ask(TestLogin login) {
        return Outcome.of(directory(), login, patience);
    }

    @Test
    void saysWhatItIs() {
        assertThat(directory().name()).isNotBlank();
        assertThat(directory().type()).isNotBlank();
        assertThat(directory().reads()).isNotEmpty();
    }

    @Test
    void findsWhoIsKnown() {
        assertFound(ask(known()));
    }

    private void assertFound(Outcome outcome) {
        assertThat(outcome.result()).as("%s", outcome).isInstanceOfSatisfying(LookupResult.Found.class, found -> {
            assertThat(found.identity().name()).isEqualTo(nameOfKnown());
            assertThat(found.identity().directory()).isEqualTo(directory().name());
        });
    }

    @Test
    void rejectsAWrongCredential() {
        TestLogin wrong = wrong();
        if (wrong == null) {
            assertThat(ask(unknown())).matches(Outcome::isNotMine, "not mine, as a credential that is nobody's");
        } else {
            assertThat(ask(wrong)).matches(Outcome::isRejected, "rejected");
        }
    }

    @Test
    void saysThatOthersAreNotItsOwn() {
        assertThat(ask(unknown())).matches(Outcome::isNotMine, "not mine");
    }

    @Test
    void knowsNobodyWithoutCredentials() {
        assertThat(ask(TestLogin.ANONYMOUS)).matches(Outcome::isNotMine, "not mine");
    }

    /** Answers are kept by the version and by the parts that are read. */
    @Test
    void hasOneVersionWhileNothingChanges() {
        long before = version();
        assertFound(ask(known()));
        assertThat(ask(unknown())).matches(Outcome::isNotMine, "not mine");
        assertThat(version()).isEqualTo(before);
    }

    private long version() {
        return Objects.requireNonNull(directory().lookup(known().request())).version();
    }

    /** For an answer is used for other logins that are the same in all that is read. */
    @Test
    void answersByNothingButThePartsThatItReads() {
        Set<LoginPart> reads = directory().reads();
        TestLogin other = known();
        other = reads.contains(LoginPart.HOST) ? other : other.withHost("2001:db8::7");
        other = reads.contains(LoginPart.CLIENT_NAME) ? other : other.withClientName("another");
        other = reads.contains(LoginPart.CONNECTION) ? other : other.withConnectionType("websocket");
        other = reads.contains(LoginPart.TOKEN) ? other : other.withToken("another");
        other = reads.contains(LoginPart.USER) ? other : other.withUser("another");
        boolean readsTls = reads.contains(LoginPart.CERTIFICATE) || reads.contains(LoginPart.TLS);
        other = readsTls ? other : other.withCertificate(List.of("another"));
        other = reads.contains(LoginPart.PASSWORD) ? other : other.withPassword("another");
        assertFound(ask(other));
    }

    /** Wildcards, queries of several languages, ends of lines and of strings, and more than anybody expects. */
    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "*",
                "%",
                "' OR '1'='1",
                "*)(uid=*",
                "{\"$ne\": null}",
                "../../etc/passwd",
                "name\r\nname: other",
                "name\0",
                "\ud800",
                "LONG"
            })
    void findsNobodyByAHostileName(String name) {
        String hostile = name.equals("LONG") ? "x".repeat(100_000) : name;
        assertThat(ask(known().named(hostile))).matches(outcome -> !outcome.isFound(), "not found");
        assertFound(ask(known()));
    }

    @Test
    void aFaultOfItsBackendRefusesNobodyAndLetsNobodyIn() throws Exception {
        for (Fault fault : faults()) {
            begin(fault);
            assertNobodyIsRefusedOrLetIn();
            begin(Fault.NONE);
            assertRecovers();
        }
    }

    /** They ask at the same time, since each may have to wait until its lookup is given up. */
    private void assertNobodyIsRefusedOrLetIn() {
        TestLogin wrong = wrong();
        List<TestLogin> logins = List.of(known(), unknown(), wrong == null ? unknown() : wrong);
        for (int i = 0; i < ROUNDS_OF_A_FAULT; i++) {
            List<Outcome> outcomes = askAtOnce(logins);
            assertThat(outcomes.get(0))
                    .matches(outcome -> outcome.isFound() || outcome.isUndecided(), "found, or undecided");
            assertThat(outcomes.get(1))
                    .matches(outcome -> outcome.isNotMine() || outcome.isUndecided(), "not mine, or undecided");
            assertThat(outcomes.get(2)).matches(outcome -> !outcome.isFound(), "not found");
        }
    }

    private List<Outcome> askAtOnce(List<TestLogin> logins) {
        ExecutorService threads = Executors.newFixedThreadPool(logins.size());
        try {
            List<CompletableFuture<Outcome>> asked = logins.stream()
                    .map(login -> CompletableFuture.supplyAsync(() -> ask(login), threads))
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    final void assertRecovers() {
        long begin = System.nanoTime();
        Outcome outcome = Outcome.of(directory(), known(), PATIENCE);
        while (!outcome.isFound() && System.nanoTime() - begin < RECOVERY.toNanos()) {
            outcome = Outcome.of(directory(), known(), PATIENCE);
        }
        assertFound(outcome);
    }

    @Test
    void keepsNoCallerWaitingForASlowBackend() throws Exception {
        assertFound(ask(known()));
        if (faults().contains(Fault.SLOW)) {
            begin(Fault.SLOW);
        }
        assertThat(shortestStart()).isLessThan(AT_ONCE);
    }

    /** A busy machine may keep the thread now and then; a directory that waits for its backend keeps it each time. */
    private Duration shortestStart() {
        Duration shortest = patience;
        for (int tries = 0; tries < TRIES && shortest.compareTo(AT_ONCE) >= 0; tries++) {
            long begin = System.nanoTime();
            Answer<LookupResult> answer = Outcome.start(directory(), known(), patience);
            shortest = Duration.ofNanos(Math.min(shortest.toNanos(), System.nanoTime() - begin));
            assertThat(Objects.requireNonNull(answer).mono().block(patience)).isInstanceOf(LookupResult.Found.class);
        }
        return shortest;
    }

    /** Where BlockHound is at hand. */
    @Test
    void neverBlocksTheThreadThatAsks() {
        BlockingCallDetector detector = BlockingCallDetector.find().orElse(null);
        assumeTrue(detector != null, "BlockHound is not on the class path, or may not change classes");
        assertFound(ask(known())); // loads classes, which reads files
        Scheduler thread = BlockingCallDetector.scheduler();
        try {
            Objects.requireNonNull(detector).forget();
            Mono<Outcome> outcome = Mono.fromCallable(
                            () -> Objects.requireNonNull(Outcome.start(directory(), known(), patience)))
                    .subscribeOn(thread)
                    .flatMap(Answer::mono)
                    .map(result -> new Outcome(result, null));
            assertFound(Objects.requireNonNull(outcome.block(patience)));
            assertThat(detector.found()).isEmpty();
        } finally {
            thread.dispose();
        }
    }

    @Test
    void lookupsThatAreCancelledHoldNothing() {
        for (int i = 0; i < CANCELLED; i++) {
            if (Outcome.start(directory(), known(), patience) instanceof Answer.Pending<LookupResult> pending) {
                Disposable waiting = pending.value().subscribe(result -> {}, error -> {});
                waiting.dispose();
            }
        }
        assertRecovers();
    }

    @Test
    void lookupsEndWhenItIsClosed() throws Exception {
        assertFound(ask(known()));
        if (faults().contains(Fault.SLOW)) {
            begin(Fault.SLOW);
        }
        Answer<LookupResult> pending = Objects.requireNonNull(Outcome.start(directory(), known(), patience));
        Future<LookupResult> answer = pending.mono().toFuture();
        directory().close();
        directory().close();
        assertEnds(answer);
        assertThat(ask(known())).as("a lookup that begins later").matches(outcome -> !outcome.isLate(), "ended");
    }

    private void assertEnds(Future<LookupResult> answer) throws Exception {
        try {
            LookupResult result = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(result).isInstanceOf(LookupResult.Found.class);
        } catch (ExecutionException | CancellationException e) {
            // it has ended badly, which it may
        }
    }

    @Test
    void answersManyAtOnce() throws Exception {
        Callable<List<Outcome>> asker = this::wrongOutcomes;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<List<Outcome>> wrong : threads.invokeAll(Collections.nCopies(THREADS, asker))) {
                assertThat(wrong.get()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Outcome> wrongOutcomes() {
        awaitAnswers(1); // for so many connections at once, a busy machine needs long, too
        TestLogin wrong = wrong();
        List<Outcome> others = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            keep(others, ask(known()), Outcome::isFound);
            keep(others, ask(unknown()), Outcome::isNotMine);
            if (wrong != null) {
                keep(others, ask(wrong), Outcome::isRejected);
            }
        }
        return others;
    }

    private static void keep(List<Outcome> others, Outcome outcome, Predicate<Outcome> expected) {
        if (!expected.test(outcome)) {
            others.add(outcome);
        }
    }

    @Test
    void tellsNoSecret() throws Exception {
        Lookup lookup = Objects.requireNonNull(directory().lookup(known().request()));
        assertThat(List.of(
                        directory().toString(), lookup.toString(), ask(known()).toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain(secrets()));
        if (faults().contains(Fault.DOWN)) {
            begin(Fault.DOWN);
            assertThat(ask(known()).toString()).doesNotContain(secrets());
        }
    }

    @Test
    void theProbeSucceedsWhereItCanAnswer() {
        assertFound(ask(known()));
        assertThat(Outcome.isProbed(directory(), WHILE_WELL)).isTrue();
    }
}
