package io.gatehouse.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.SampleDecision;
import io.gatehouse.policy.AppliedRules;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.test.scheduler.VirtualTimeScheduler;

class DecisionLogTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Nkey USER = Nkey.parse("UBO2MQV67TQTVIRV3XFTEZOACM4WLOCMCDMAWN5QVN5PI2N6JHTVDRON");
    private static final String SECRET = "s3cr3t-that-must-not-show";

    private final Logger logger = (Logger) LoggerFactory.getLogger(DecisionLog.LOGGER);
    private final Lines lines = new Lines();
    private final VirtualTimeScheduler seconds = VirtualTimeScheduler.create();
    private final AtomicLong clock = new AtomicLong();
    private final DecisionLog decisions = new DecisionLog(clock::get, seconds);

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void stop() {
        decisions.close();
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void aSilentOneWritesNothing() {
        logger.setLevel(Level.DEBUG);
        DecisionLog silent = DecisionLog.silent();
        for (int i = 0; i < 100; i++) {
            silent.onDecision(SampleDecision.dropped(Drop.SHED), 1);
            silent.onDecision(
                    SampleDecision.of(request("mallory"), new Verdict.Denied(DenyReason.BAD_CREDENTIALS), 1), 1);
            silent.onDecision(SampleDecision.of(request("alice"), SampleDecision.granted(), 1), 1);
        }

        assertThat(lines.all).isEmpty();
    }

    @Test
    void aRefusalSaysWhoAndWhyAndFromWhere() {
        decided(request("alice"), new Verdict.Denied(DenyReason.BAD_CREDENTIALS), 412_345);
        assertThat(lines.all)
                .containsExactly("INFO denied reason=bad_credentials user=alice host=10.1.2.3 kind=Client type=nats"
                        + " client=orders server=n1 cid=17 us=412");
    }

    @Test
    void aLineNamesTheDirectoryThatAnswered() {
        logger.setLevel(Level.DEBUG);
        List<Verdict> verdicts = List.of(
                new Verdict.Denied(DenyReason.DISABLED),
                new Verdict.Dropped(Drop.ACCOUNT_UNKNOWN, "no key"),
                SampleDecision.granted());
        for (Verdict verdict : verdicts) {
            Authorization authorization = new Authorization(verdict, "staff", null, Origin.DIRECTORY);
            decisions.onDecision(new Decision(request("alice"), authorization, 1, 1, 1), 1);
        }
        assertThat(lines.all).hasSize(3).allMatch(line -> line.contains(" cid=17 directory=staff"));
    }

    @Test
    void aLineNamesTheRulesThatHeld() {
        AppliedRules rules = new AppliedRules(List.of("night", "robots"), "no robots here");
        Authorization refused =
                new Authorization(new Verdict.Denied(DenyReason.REFUSED), "staff", null, Origin.DIRECTORY, rules);
        decisions.onDecision(new Decision(request("alice"), refused, 1, 1, 1), 1);

        assertThat(lines.all)
                .singleElement()
                .asString()
                .contains(" directory=staff rules=night,robots note=no robots here");
    }

    @Test
    void aRefusalSaysWhatAnOperatorCanDoSomethingAbout() {
        Verdict refusal = new Verdict.Denied(DenyReason.BAD_CREDENTIALS, "password_longer_than_72_bytes");
        decided(request("alice"), refusal, 412_345);
        assertThat(lines.all)
                .singleElement()
                .asString()
                .startsWith("INFO denied reason=bad_credentials detail=password_longer_than_72_bytes user=alice");
    }

    /** Whoever has put a token where the user's name belongs has not given it to everybody who reads the log. */
    @Test
    void aSecretInThePlaceOfANameIsNotShown() {
        String token = "gth_0123456789_" + "x".repeat(28);
        decided(request(token), new Verdict.Denied(DenyReason.BAD_CREDENTIALS), 1_000);
        assertThat(lines.all)
                .singleElement()
                .asString()
                .contains(" user=gth_0123456789_…")
                .doesNotContain("xx");
    }

    @Test
    void grantsShowAtDebugOnly() {
        decided(request("alice"), SampleDecision.granted(), 1_000);
        assertThat(lines.all).isEmpty();
        logger.setLevel(Level.DEBUG);
        decided(request("alice"), SampleDecision.granted(), 1_000);
        assertThat(lines.all)
                .singleElement()
                .asString()
                .startsWith("DEBUG granted user=alice")
                .endsWith("account=APP1");
    }

    @Test
    void whatGotNoAnswerIsAWarning() {
        dropped(Drop.DEADLINE, request("alice"), "waited 1.6 s");
        dropped(Drop.EMPTY, null, "");
        assertThat(lines.all)
                .containsExactly(
                        "WARN no answer reason=deadline user=alice host=10.1.2.3 kind=Client type=nats client=orders"
                                + " server=n1 cid=17 detail=waited 1.6 s",
                        "WARN no answer reason=empty");
    }

    @Test
    void whatWasDroppedTogetherIsOneLineWithTheirNumber() {
        decisions.onDecision(SampleDecision.dropped(Drop.SHED), 120);
        assertThat(lines.all).containsExactly("WARN no answer reason=shed requests=120");
    }

    @Test
    void whatSomebodyMustCorrectIsAnError() {
        dropped(Drop.ACCOUNT_UNKNOWN, null, "account APP9 has no signing key here");
        dropped(Drop.INTERNAL_ERROR, null, "a mistake in Gatehouse");
        assertThat(lines.all)
                .containsExactly(
                        "ERROR no answer reason=account_unknown detail=account APP9 has no signing key here",
                        "ERROR no answer reason=internal_error detail=a mistake in Gatehouse");
    }

    @Test
    void anAnswerThatIsTooLargeIsAWarningWithItsSizeAndItsBound() {
        String detail = "70000 bytes, and nats-server takes 65536";
        decided(request("alice"), new Verdict.Denied(DenyReason.ANSWER_TOO_LARGE, detail), 412_345);
        assertThat(lines.all)
                .singleElement()
                .asString()
                .startsWith("WARN denied reason=answer_too_large detail=" + detail + " user=alice");
    }

    @Test
    void aStormIsSummedUpForEachReason() {
        for (int i = 0; i < 4_221; i++) {
            decided(request("mallory"), new Verdict.Denied(DenyReason.BAD_CREDENTIALS), 1);
            dropped(Drop.QUEUE_FULL, null, "");
        }
        decided(request("bob"), new Verdict.Denied(DenyReason.DISABLED), 1);
        assertThat(lines.all).hasSize(2 * LineBudget.LINES + 1);
        assertThat(lines.all).last().asString().contains("reason=disabled user=bob");

        lines.all.clear();
        seconds.advanceTimeBy(Duration.ofSeconds(3));
        assertThat(lines.all)
                .containsExactly(
                        "INFO denied: 4211 more with reason bad_credentials",
                        "WARN no answer: 4211 more with reason queue_full");

        lines.all.clear();
        clock.addAndGet(SECOND);
        decided(request("mallory"), new Verdict.Denied(DenyReason.BAD_CREDENTIALS), 1);
        assertThat(lines.all).singleElement().asString().contains("user=mallory");
    }

    /** A level that shows no refusals leaves them to whoever looks at the page. */
    @Test
    void theLastRefusalsAreKeptWhateverTheLevel() {
        logger.setLevel(Level.ERROR);
        for (int i = 0; i < 50; i++) {
            decided(request("mallory"), new Verdict.Denied(DenyReason.BAD_CREDENTIALS), 7_000);
        }
        dropped(Drop.UNDECIDED, request(connect(SECRET, null, SECRET, SECRET, null, SECRET)), "late");
        decided(request("bob"), SampleDecision.granted(), 1);

        assertThat(lines.all).isEmpty();
        List<Refusal> last = decisions.refusals().newestFirst();
        assertThat(last)
                .hasSize(LineBudget.LINES + 1)
                .noneMatch(each -> each.toString().contains(SECRET));
        assertThat(last.get(0))
                .extracting(Refusal::answered, Refusal::reason, Refusal::detail)
                .containsExactly(false, "undecided", "late");
        assertThat(last.get(1).micros()).isEqualTo(7);
        assertThat(last.get(1).who()).contains(new DecisionField("user", "mallory"));
    }

    @Test
    void closingTellsWhatWasHeldBack() {
        for (int i = 0; i < 12; i++) {
            dropped(Drop.QUEUE_FULL, null, "");
        }
        decisions.close();
        assertThat(lines.all).last().isEqualTo("WARN no answer: 2 more with reason queue_full");
    }

    @Test
    void noSecretEverShows() {
        logger.setLevel(Level.TRACE);
        List<ConnectOptions> clients = List.of(
                connect(null, null, null, SECRET, null, SECRET),
                connect(SECRET, null, SECRET, null, null, null),
                connect(SECRET, USER.text(), SECRET, SECRET, null, SECRET),
                connect(SECRET, null, SECRET, SECRET, "alice", SECRET),
                connect(null, null, null, null, null, null));
        for (ConnectOptions connect : clients) {
            decided(request(connect), new Verdict.Denied(DenyReason.BAD_CREDENTIALS), 1);
            decided(request(connect), SampleDecision.granted(), 1);
            dropped(Drop.UNDECIDED, request(connect), "late");
        }
        assertThat(lines.all).hasSize(15).noneMatch(line -> line.contains(SECRET));
        assertThat(lines.all.get(0)).contains(" by=token ");
        assertThat(lines.all.get(3)).contains(" by=sentinel ");
        assertThat(lines.all.get(6)).contains(" nkey=" + USER.text() + " ");
        assertThat(lines.all.get(9)).contains(" user=alice ");
        assertThat(lines.all.get(12)).contains(" by=nothing ");
    }

    @Test
    void theSentinelAloneHasOneNameWhateverTheLibrarySends() {
        SigningKey sentinel = SigningKey.generate(NkeyKind.USER);
        String jwt = SampleRequest.sentinelJwt(sentinel.publicKey());
        for (String nkey : new String[] {null, sentinel.publicKey().text()}) {
            ConnectOptions connect = connect(jwt, nkey, SECRET, null, null, null);
            decided(request(connect), new Verdict.Denied(DenyReason.NO_CREDENTIALS), 1);
        }
        assertThat(lines.all)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("INFO denied reason=no_credentials by=sentinel host="));
    }

    @Test
    void aLongUserNameIsCut() {
        decided(request("u".repeat(5_000)), new Verdict.Denied(DenyReason.BAD_CREDENTIALS), 1);
        assertThat(lines.all).singleElement().asString().contains("user=" + "u".repeat(64) + "… ");
    }

    private static AuthorizationRequest request(String user) {
        return request(connect(null, null, null, null, user, SECRET));
    }

    private static AuthorizationRequest request(ConnectOptions connect) {
        // Old servers put a client's token into client_info.user.
        ClientInfo client =
                new ClientInfo("10.1.2.3", 17, SECRET, "orders", List.of(), "", "Client", "nats", "", SECRET);
        ServerId server = new ServerId("n1", "host", USER, "2.15.1", "", List.of(), null);
        return new AuthorizationRequest("AUTH", 0, 0, server, USER, client, connect, null, SECRET);
    }

    private static ConnectOptions connect(
            @Nullable String jwt,
            @Nullable String nkey,
            @Nullable String signature,
            @Nullable String token,
            @Nullable String user,
            @Nullable String password) {
        return new ConnectOptions(jwt, nkey, signature, token, user, password, "orders", "java", "1", 1);
    }

    private void decided(AuthorizationRequest request, Verdict verdict, long nanos) {
        decisions.onDecision(SampleDecision.of(request, verdict, nanos), 1);
    }

    private void dropped(Drop reason, @Nullable AuthorizationRequest request, String detail) {
        decisions.onDecision(SampleDecision.dropped(reason, request, detail), 1);
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> all = new ArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            String pairs = event.getKeyValuePairs() == null
                    ? ""
                    : event.getKeyValuePairs().stream()
                            .map(pair -> " " + pair.key + "=" + pair.value)
                            .collect(Collectors.joining());
            all.add(event.getLevel() + " " + event.getFormattedMessage() + pairs);
        }
    }
}
