package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.cli.LoadRun;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.nkey.NKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of answer is told from the others: right, wrong in each way, late, second, to nobody, and none at all. */
@Tag("heavy")
@AgainstNatsServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersCommandIT {
    private static final String CONF = """
            authorization {
              users: [ { user: service, password: service }, { user: load, password: load },
                       { user: mute, password: mute, permissions: { publish: { deny: ">" } } } ]
            }
            """;

    /** Longer than a right answer takes on a busy machine, and shorter than {@link Responder#LATE}. */
    private static final String BUDGET = "--budget=4s";

    /** All requests are offered, also where the last of them are sent some time after they are due. */
    private static final String GRACE = "--grace=10s";

    /** So many requests for each way. */
    private static final int EACH = 10;

    private final NKey nkey = NKey.createUser(null);
    private final NatsServer server;
    private final Responder responder;

    @TempDir
    Path folder;

    ServersCommandIT() throws Exception {
        server = NatsServer.start(CONF.replace("[ {", "[ { nkey: " + new String(nkey.getPublicKey()) + " }, {"));
        responder = new Responder(server.url());
    }

    @AfterAll
    void end() throws Exception {
        responder.close();
        server.close();
    }

    private LoadRun load(String... more) {
        List<String> arguments = new ArrayList<>(List.of("servers", "--server", server.url(), "--json", GRACE));
        if (!List.of(more).contains("--budget")) {
            arguments.add(BUDGET);
        }
        arguments.addAll(List.of("--user", "load", "--password", "load", "--issuer", responder.issuer()));
        arguments.addAll(List.of(more));
        return LoadRun.of(arguments.toArray(String[]::new));
    }

    /** 20 requests in half a second, sealed, and none before. */
    private LoadRun forHalfASecond(String credentials, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--credentials", credentials, "--xkey", responder.xkey()));
        arguments.addAll(List.of("--rate", "40", "--duration", "500ms", "--warmup", "0"));
        arguments.addAll(List.of(more));
        return load(arguments.toArray(String[]::new));
    }

    private String users(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "users", "");
        return Files.write(file, List.of(lines)).toString();
    }

    private String allWays() throws Exception {
        Path file = Files.createTempFile(folder, "users", "");
        return Files.write(file, Responder.credentials()).toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsEveryKindOfAnswerFromTheOthers(boolean sealed) throws Exception {
        int requests = EACH * Responder.WAYS.size();
        List<String> arguments = new ArrayList<>(List.of(
                "--credentials",
                allWays(),
                "--rate",
                Integer.toString(requests),
                "--duration",
                "1s",
                "--warmup",
                "0",
                "--expect-account",
                "APP1"));
        if (sealed) {
            arguments.addAll(List.of("--xkey", responder.xkey()));
        }
        List<String> expected = List.of(
                "offered==" + requests,
                "answered==" + (requests - EACH),
                "lost==" + EACH,
                "late==" + EACH,
                "in_time_count==" + 3 * EACH,
                "denied==0",
                "unverified==0",
                "wrong_by_reason." + (sealed ? "unopenable" : "bad_signature") + "==" + EACH,
                "wrong_by_reason.denied_wrongly==" + EACH,
                "wrong_by_reason.wrong_account==" + EACH,
                "wrong_by_reason.wrong_subject==" + EACH,
                "wrong_by_reason.wrong_issuer==" + EACH,
                "wrong_by_reason.wrong_audience==" + EACH,
                "wrong_by_reason.duplicate==" + EACH,
                "wrong_by_reason.unasked==" + EACH,
                "wrong==" + 8 * EACH);
        expected.forEach(bound -> arguments.addAll(List.of("--expect", bound)));

        LoadRun run = load(arguments.toArray(String[]::new));

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
    }

    @Test
    void wrongPasswordsMustBeDenied() throws Exception {
        LoadRun run = forHalfASecond(
                users("right pass", "lenient pass"),
                "--wrong-share",
                "1",
                "--expect",
                "denied==10",
                "--expect",
                "in_time==0.5",
                "--expect",
                "wrong_by_reason.granted_wrongly==10");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
    }

    @Test
    void logsInWithAnNkeyToo() throws Exception {
        Path seed = Files.writeString(folder.resolve("user.nk"), new String(nkey.getSeed()) + "\n");
        LoadRun run = LoadRun.of(
                "servers",
                "--server=" + server.url(),
                "--nkey=" + seed,
                "--credentials=" + users("right pass"),
                "--xkey=" + responder.xkey(),
                BUDGET,
                GRACE,
                "--rate=20",
                "--duration=500ms",
                "--warmup=0",
                "--expect=in_time_count==10");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
    }

    @Test
    void aMissedExpectationEndsWithOne() throws Exception {
        LoadRun run = forHalfASecond(users("right pass", "silent pass"), "--expect", "in_time>=0.9");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("missed: in_time>=0.900000, it is 0.");
        assertThat(run.out()).startsWith("{\"mode\":\"rate\",").contains("\"lost\":10,");
    }

    @Test
    void aRunWithoutAnAnswerFailsAndSaysWhy() throws Exception {
        LoadRun run = forHalfASecond(users("silent pass"), "--settle", "100ms");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("Failed: not one of 20 requests was answered.")
                .contains("is --xkey the public xkey of this service?");
    }

    @Test
    void aRunInWhichAllIsWrongFailsAndSaysWhyWhateverWasExpected() throws Exception {
        String another = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        LoadRun run = LoadRun.of(
                "servers",
                "--server=" + server.url(),
                "--user=load",
                "--password",
                "load",
                "--xkey=" + responder.xkey(),
                "--credentials=" + users("right pass"),
                "--issuer=" + another,
                GRACE,
                "--rate=40",
                "--duration=500ms",
                "--warmup=0",
                "--expect=wrong==20");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("Failed: not one of 20 requests was answered rightly")
                .contains("Failed: 20 wrong answers: 20 wrong_issuer (signed by another key than --issuer");
    }

    @Test
    void oneKindOfWrongAnswersIsAFailureUnlessItWasExpected() throws Exception {
        String users = users("right pass", "account pass");
        LoadRun unexpected = forHalfASecond(users, "--expect-account", "APP1");
        LoadRun expected =
                forHalfASecond(users, "--expect-account", "APP1", "--expect", "wrong_by_reason.wrong_account==10");

        assertThat(unexpected.exit()).isEqualTo(1);
        assertThat(unexpected.err()).contains("Failed: 10 wrong answers: 10 wrong_account (placed in another account");
        assertThat(expected.exit()).as(expected.err()).isZero();
    }

    @Test
    void thePageSaysHowItWasRunButNoPassword() throws Exception {
        Path page = folder.resolve("rate.html");
        LoadRun run = LoadRun.of(
                "servers",
                "--server=" + server.url(),
                "--user",
                "load",
                "--password",
                "load",
                "--xkey=" + responder.xkey(),
                "--credentials=" + users("right pass"),
                "--rate=40",
                "--duration=500ms",
                "--warmup=0",
                "--report=" + page,
                "--expect=in_time>=0.5");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(page)
                .content()
                .contains("<dd>40 requests a second for 0.5 s, whatever becomes of them</dd>")
                .contains("<dd>gatehouse load servers --server=nats://127.0.0.1:")
                .contains(" --user load --password *** --xkey=X")
                .contains("--rate=40 --duration=500ms", "&#39;--expect=in_time&gt;=0.5&#39;".replace("&#39;", "'"))
                .doesNotContain("--password load");
    }

    @Test
    void aClosedLoopGoesOnWhenAnswersStayAway() throws Exception {
        LoadRun run = load(
                "--credentials",
                users("right pass", "silent pass"),
                "--xkey",
                responder.xkey(),
                "--budget",
                "200ms",
                "--concurrency",
                "4",
                "--duration",
                "3s",
                "--expect",
                "in_time_count>=8",
                "--expect",
                "lost>=4",
                "--expect",
                "wrong==0");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
    }

    @Test
    void aClosedLoopDoesNotComeBackToClientsWhileThereAreOthers() throws Exception {
        String[] lines = IntStream.range(0, 20_000)
                .mapToObj(client -> "lenient pass-" + client)
                .toArray(String[]::new);
        responder.passwords();

        LoadRun run = load(
                "--credentials",
                users(lines),
                "--xkey",
                responder.xkey(),
                "--concurrency",
                "1",
                "--warmup",
                "1s",
                "--duration",
                "500ms",
                "--expect",
                "in_time==1");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
        assertThat(responder.passwords()).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    }

    @Test
    void aFreshServiceIsSeenFromItsFirstRequestInRounds() throws Exception {
        responder.passwords();

        LoadRun run = load(
                "--credentials",
                users("right pass"),
                "--xkey",
                responder.xkey(),
                "--concurrency",
                "4",
                "--requests",
                "25",
                "--round",
                "10",
                "--expect",
                "in_time_count==25",
                "--expect",
                "steps[1].offered==10",
                "--expect",
                "steps[2].offered==5",
                "--expect",
                "warmup.offered==0");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
        assertThat(run.out()).contains("\"name\":\"4 at a time, round 3\"").doesNotContain("round 4");
        assertThat(responder.passwords()).hasSize(25);
    }

    @Test
    void aServiceThatIsNoLongerThereIsAResult() throws Exception {
        List<String> logins = new ArrayList<>(Collections.nCopies(30, "right pass"));
        logins.set(10, Responder.LEAVE + " pass");
        try (NatsServer own = NatsServer.start(CONF);
                Responder leaving = new Responder(own.url())) {
            LoadRun run = LoadRun.of(
                    "servers",
                    "--server=" + own.url(),
                    "--user=load",
                    "--password=load",
                    "--credentials=" + users(logins.toArray(String[]::new)),
                    "--xkey=" + leaving.xkey(),
                    BUDGET,
                    GRACE,
                    "--steps=1,1,1",
                    "--capacity=5",
                    "--step-duration=2s",
                    "--warmup=0",
                    "--expect=steps[0].in_time_count==10",
                    "--expect=lost==20",
                    "--expect=nobody_listened>=15");

            assertThat(run.exit()).as(run.err() + run.out()).isZero();
        }
    }

    @Test
    void whatCoolsDownIsSentAndCountedApart() throws Exception {
        responder.passwords();

        LoadRun run = forHalfASecond(
                users("right pass"),
                "--cooldown",
                "250ms",
                "--expect",
                "in_time_count==20",
                "--expect",
                "cooldown.offered==10",
                "--expect",
                "cooldown.answered==10",
                "--expect",
                "cooldown.wrong==0");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
        assertThat(responder.passwords()).hasSize(30);
    }

    @Test
    void stepsAreCountedEach() throws Exception {
        Path page = folder.resolve("steps.html");
        LoadRun run = load(
                "--credentials",
                users("right pass"),
                "--xkey",
                responder.xkey(),
                "--tls-chain",
                "--steps",
                "1,3,0.5",
                "--capacity",
                "40",
                "--step-duration",
                "1s",
                "--warmup",
                "500ms",
                "--seamless",
                "--pid",
                Long.toString(ProcessHandle.current().pid()),
                "--report",
                page.toString(),
                "--expect",
                "steps[1x].offered==40",
                "--expect",
                "steps[3x].offered==120",
                "--expect",
                "steps[0.5x].offered==20",
                "--expect",
                "offered==180",
                "--expect",
                "warmup.offered==20",
                "--expect",
                "steps[3x].in_time==1",
                "--expect",
                "steps[3x].in_time_of_capacity>2.9",
                "--expect",
                "steps[0.5x].recovery_s==0",
                "--expect",
                "rss_max_mb>10",
                "--expect",
                "wrong==0");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
        assertThat(page).content().contains("Goodput against offered load", "CPU per answer");
    }

    @Test
    void clientsOfAStormComeBackUntilTheyGiveUp() throws Exception {
        LoadRun run = load(
                "--credentials",
                users("right pass", "silent pass", "late pass", "right pass"),
                "--xkey",
                responder.xkey(),
                "--wrong-share",
                "0.25",
                "--storm",
                "40",
                "--auth-timeout",
                "8s",
                "--retry-wait",
                "100ms",
                "--retry-jitter",
                "50ms",
                "--expect",
                "storm.clients==40",
                "--expect",
                "storm.clients_denied==10",
                "--expect",
                "storm.clients_in==20",
                "--expect",
                "storm.clients_lost==10",
                "--expect",
                "storm.attempts==60",
                "--expect",
                "late==10",
                "--expect",
                "denied==20",
                "--expect",
                "lost==20",
                "--expect",
                "wrong==0");

        assertThat(run.exit()).as(run.err() + run.out()).isZero();
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        LoadRun run = load("--subject", "nobody.there", "--rate", "10", "--duration", "500ms", "--warmup", "0");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("nobody listens on nobody.there");
    }

    @Test
    void saysWhenTheServerRefuses() {
        LoadRun login = LoadRun.of(
                "servers", "--server", server.url(), "--user", "load", "--password", "hunter2", "--rate", "1");
        LoadRun publish =
                LoadRun.of("servers", "--server", server.url(), "--user", "mute", "--password", "mute", "--rate", "10");

        assertThat(login.exit()).isEqualTo(3);
        assertThat(login.err()).contains("Authorization Violation").doesNotContain("hunter2");
        assertThat(publish.exit()).isEqualTo(3);
        assertThat(publish.err()).contains("Permissions Violation for Publish to \"$SYS.REQ.USER.AUTH\"");
    }
}
