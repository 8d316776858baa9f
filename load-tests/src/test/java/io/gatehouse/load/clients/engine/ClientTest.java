package io.gatehouse.load.clients.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.clients.policy.ClientLibrary;
import io.gatehouse.load.clients.policy.ReconnectPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientTest {
    private static final ReconnectPolicy GO = ClientLibrary.NATS_GO.policy().withJitter(Duration.ZERO);
    private static final ReconnectPolicy JNATS = ClientLibrary.JNATS.policy().withJitter(Duration.ZERO);
    private static final ReconnectPolicy NODE = ClientLibrary.NATS_JS.policy().withJitter(Duration.ZERO);

    private static FakeNet started(ReconnectPolicy policy) {
        FakeNet net = new FakeNet(policy, 1);
        net.client().start();
        return net;
    }

    private static FakeNet in(ReconnectPolicy policy) {
        FakeNet net = started(policy);
        net.letIn();
        net.heard();
        return net;
    }

    @Test
    void logsInWithConnectAndPing() {
        FakeNet net = started(GO);
        assertThat(net.heard()).isEmpty();

        net.say(FakeNet.INFO);
        assertThat(net.heard())
                .startsWith("CONNECT {")
                .contains("\"user\":\"user-3\"")
                .endsWith("\r\nPING\r\n");
        assertThat(net.client().state()).isEqualTo(Client.ClientState.OUT);

        net.say("PONG\r\n");
        assertThat(net.client().state()).isEqualTo(Client.ClientState.IN);
        assertThat(net.counts().loggedIn()).isOne();
    }

    @Test
    void anInfoThatIsCutIsAnsweredWhenItIsComplete() {
        FakeNet net = started(GO);
        net.say("INFO {\"server");
        assertThat(net.heard()).isEmpty();

        net.say("_id\":\"N\"}\r\nPO");
        net.say("NG\r\n");

        assertThat(net.client().state()).isEqualTo(Client.ClientState.IN);
    }

    @Test
    void staysInAndAnswersPings() {
        FakeNet net = in(GO);
        net.pass(10_000);
        net.say("PING\r\n");
        net.say("INFO {\"connect_urls\":[]}\r\n");

        assertThat(net.heard()).isEqualTo("PONG\r\n");
        assertThat(net.counts().loggedIn()).isOne();
    }

    @Test
    void dialsAgainAfterALossAndTellsHowLongItWasOut() {
        FakeNet net = in(GO);
        net.pass(1000);
        net.hangUp();
        assertThat(net.counts().loggedIn()).isZero();

        net.pass(2000);
        net.letIn();

        assertThat(net.dialledAtMillis()).containsExactly(0L, 3000L);
        assertThat(net.counts().loggedIn()).isOne();
        assertThat(net.outage().backMillis().getMaxValue()).isEqualTo(2000);
        assertThat(net.outage().millisAfterFirstDrop(net.outage().lastBack())).isEqualTo(2000.0);
        assertThat(net.counts().retries()).isZero();
    }

    @Test
    void twoRefusalsLoseAGoClientForGood() {
        FakeNet net = in(GO);
        net.hangUp();
        net.pass(2000);
        net.refuse();
        net.pass(2000);
        net.refuse();
        net.pass(100_000);

        assertThat(net.client().state()).isEqualTo(Client.ClientState.LOST);
        assertThat(net.counts().lost()).isOne();
        assertThat(net.counts().refused()).isEqualTo(2);
        assertThat(net.dialledAtMillis()).hasSize(3);
    }

    @Test
    void twoRefusalsWithATimeoutBetweenThemDoToo() {
        FakeNet net = in(GO);
        net.hangUp();
        net.pass(2000);
        net.refuse();
        net.pass(2000);
        net.say(FakeNet.INFO);
        net.pass(4000);
        net.refuse();

        assertThat(net.client().state()).isEqualTo(Client.ClientState.LOST);
        assertThat(net.counts().timedOut()).isOne();
    }

    @Test
    void twoRefusalsWithALoginBetweenThemDoNot() {
        FakeNet net = in(GO);
        net.hangUp();
        net.pass(2000);
        net.refuse();
        net.pass(2000);
        net.letIn();
        net.hangUp();
        net.pass(2000);
        net.refuse();
        net.pass(2000);
        net.letIn();

        assertThat(net.client().state()).isEqualTo(Client.ClientState.IN);
    }

    @Test
    void timeoutsAloneLoseAGoClientOnlyAfterSixtyReconnects() {
        FakeNet net = in(GO);
        net.listening(FakeNet.Listening.SILENT);
        net.hangUp();
        net.pass(59 * 4000 + 2000 + 1999);
        assertThat(net.client().state()).isEqualTo(Client.ClientState.OUT);

        net.pass(1);

        assertThat(net.client().state()).isEqualTo(Client.ClientState.LOST);
        assertThat(net.counts().timedOut()).isEqualTo(60);
        assertThat(net.counts().retries()).isEqualTo(59);
    }

    @Test
    void aServerThatDoesNotListenIsNoRefusal() {
        FakeNet net = in(GO);
        net.listening(FakeNet.Listening.REFUSES);
        net.hangUp();
        net.pass(6500);
        net.listening(FakeNet.Listening.YES);
        net.pass(2000);
        net.letIn();

        assertThat(net.counts().unreachable()).isEqualTo(3);
        assertThat(net.client().state()).isEqualTo(Client.ClientState.IN);
    }

    @Test
    void aGoClientTimesDiallingAndLoginApart() {
        FakeNet net = started(GO);
        net.say(FakeNet.INFO);
        net.pass(1999);
        assertThat(net.isOpen()).isTrue();

        net.pass(1);

        assertThat(net.isOpen()).isFalse();
        assertThat(net.counts().timedOut()).isOne();
    }

    @Test
    void aGoClientTakesAnEarlyPingForAWrongAnswer() {
        FakeNet net = started(GO);
        net.say(FakeNet.INFO);
        net.say("PING\r\n");

        assertThat(net.isOpen()).isFalse();
        assertThat(net.counts().broken()).isOne();
    }

    @Test
    void jnatsAndNodeAnswerIt() {
        for (ReconnectPolicy policy : new ReconnectPolicy[] {JNATS, NODE}) {
            FakeNet net = started(policy);
            net.say(FakeNet.INFO);
            net.heard();
            net.say("PING\r\n");
            assertThat(net.heard()).isEqualTo("PONG\r\n");
            net.say("PONG\r\n");

            assertThat(net.client().state()).isEqualTo(Client.ClientState.IN);
        }
    }

    @Test
    void jnatsNoticesARefusalOnlyAtItsTimeout() {
        FakeNet net = in(JNATS);
        net.pass(5000);
        net.hangUp();
        net.refuse();
        net.pass(1999);
        assertThat(net.counts().refused()).isZero();

        net.pass(1);
        assertThat(net.counts().refused()).isOne();
        assertThat(net.dialledAtMillis()).containsExactly(0L, 5000L);

        net.pass(2000);
        net.refuse();
        net.pass(2000);

        assertThat(net.dialledAtMillis()).containsExactly(0L, 5000L, 9000L);
        assertThat(net.client().state()).isEqualTo(Client.ClientState.LOST);
    }

    @Test
    void nodeDialsAgainAtOnceAndIsLostAfterTwoRefusals() {
        FakeNet net = in(NODE);
        net.pass(5000);
        net.hangUp();
        net.refuse();
        net.pass(2000);
        net.refuse();

        assertThat(net.dialledAtMillis()).containsExactly(0L, 5000L, 7000L);
        assertThat(net.client().state()).isEqualTo(Client.ClientState.LOST);
    }

    @Test
    void nodeWaitsTwentySecondsForALogin() {
        FakeNet net = started(NODE);
        net.say(FakeNet.INFO);
        net.pass(19_999);
        assertThat(net.counts().timedOut()).isZero();
        net.pass(1);

        assertThat(net.counts().timedOut()).isOne();
    }

    @Test
    void theServersAuthenticationTimeoutIsATimeout() {
        FakeNet net = started(GO);
        net.say(FakeNet.INFO);
        net.say("-ERR 'Authentication Timeout'\r\n");

        assertThat(net.counts().timedOut()).isOne();
        assertThat(net.counts().refused()).isZero();
    }

    @Test
    void anErrorThatAGoClientDoesNotKnowEndsALoginForGood() {
        FakeNet net = in(GO);
        net.say("-ERR 'Something New'\r\n");

        assertThat(net.client().state()).isEqualTo(Client.ClientState.LOST);
        assertThat(net.isOpen()).isFalse();
    }

    @Test
    void anAnswerThatWasThereBeforeATimerThatCameLateIsALogin() {
        FakeNet net = started(GO);
        net.say(FakeNet.INFO);
        net.jump(3000);
        net.pass(900);
        net.say("PONG\r\n");

        assertThat(net.client().state()).isEqualTo(Client.ClientState.IN);
        assertThat(net.counts().lagMaxMicros()).isEqualTo(1_000_000);
    }

    @Test
    void aTimerThatComesLateGivesAsLongAgainAndNoMore() {
        FakeNet net = started(GO);
        net.say(FakeNet.INFO);
        net.jump(3000);
        net.pass(999);
        assertThat(net.counts().timedOut()).isZero();
        net.pass(1);

        assertThat(net.counts().timedOut()).isOne();
    }

    @Test
    void aRefusalThatIsReadAfterTheTimeoutIsATimeout() {
        FakeNet net = started(GO);
        net.say(FakeNet.INFO);
        net.jump(3000);
        net.say("-ERR 'Authorization Violation'\r\n");

        assertThat(net.counts().timedOut()).isOne();
        assertThat(net.counts().refused()).isZero();
    }

    @Test
    void aClosedClientDialsNoMore() {
        FakeNet net = in(GO);
        net.client().close();
        net.pass(10_000);

        assertThat(net.isOpen()).isFalse();
        assertThat(net.dialledAtMillis()).hasSize(1);
        assertThat(net.counts().lost()).isZero();
    }

    @Test
    void oneThatIsWaitingWhenClosedDialsNoMoreEither() {
        FakeNet net = in(GO);
        net.hangUp();
        net.client().close();
        net.pass(10_000);

        assertThat(net.dialledAtMillis()).hasSize(1);
    }

    @Test
    void triesTheOtherServersOfItsList() {
        FakeNet net = new FakeNet(GO, 3);
        net.client().start();
        net.letIn();
        net.listening(FakeNet.Listening.REFUSES);
        net.hangUp();
        net.pass(2000);

        assertThat(net.dialledServers()).startsWith(0, 1, 2, 0);
    }
}
