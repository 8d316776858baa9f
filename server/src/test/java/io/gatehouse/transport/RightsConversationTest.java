package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.nats.NatsSettings.Pings;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service makes of a server that does not allow everything. */
class RightsConversationTest {
    private static final String NO_PROBE =
            "-ERR 'Permissions Violation for Publish to \"$SYS._INBOX.gatehouse.rights\"'\r\n";
    private static final String NO_QUESTION = "-ERR 'Permissions Violation for Publish to \"$SYS.REQ.USER.INFO\"'\r\n";
    private static final String NO_REQUESTS =
            "-ERR 'Permissions Violation for Subscription to \"$SYS.REQ.USER.AUTH\" using queue \"gatehouse\"'\r\n";
    private static final String MAY_RESPOND =
            "{\"data\":{\"account\":\"AUTH\",\"permissions\":{\"responses\":{\"max\":1}}}}";

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aServiceThatMayNotAnswerIsNotReady() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().logIn();
            String question = connection.answerQuestion(NO_PROBE, ScriptedConnection.WHO);

            assertThat(scene.awaitEvent("unable")).contains("does not let the service's user publish to $SYS._INBOX.>");
            // What was said last before a connection is closed may or may not arrive.
            assertThat(connection.readToEnd()).isIn("", "UNSUB " + question + "\r\n");
            server.accept().serve();
            scene.awaitReady();
        }
    }

    @Test
    void oneThatMayRespondIsReady() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            server.accept()
                    .logIn()
                    .tellRights(NO_PROBE, MAY_RESPOND)
                    .takeSubscription()
                    .send("PONG\r\n");

            scene.awaitReady();
        }
    }

    /** Other users of the account may answer in the server's place, and before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/", "{\"data\":", "{\"data\":{\"account\":\"AUTH\"}}", "{\"data\":{\"account\":\"OTHER\"}}"})
    void anAnswerOfSomebodyElseTakesNothingAway(String forged) throws Exception {
        CalloutAccount auth = new CalloutAccount("AUTH", "account AUTH", Set.of());
        try (LinkScene scene = LinkScene.of(server).account(auth).start()) {
            server.accept()
                    .logIn()
                    .tellRights(NO_PROBE, forged, MAY_RESPOND)
                    .takeSubscription()
                    .send("PONG\r\n");

            scene.awaitReady();
            assertThat(scene.link().facts())
                    .satisfies(facts -> assertThat(facts.account()).isEqualTo("AUTH"));
        }
    }

    /** The server's may be missing among them. */
    @Test
    void severalAnswersThatDoNotTellOfTheRightLeaveItOpen() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            server.accept()
                    .logIn()
                    .tellRights(NO_PROBE, ScriptedConnection.WHO, "{\"data\":{\"account\":\"OTHER\"}}")
                    .takeSubscription()
                    .send("PONG\r\n");

            assertThat(scene.awaitEvent("unable")).contains("is not ready before one was taken");
        }
    }

    @Test
    void noAnswerIsWaitedForWhereTheServerHasToldTheAccountUnasked() throws Exception {
        CalloutAccount auth = new CalloutAccount("AUTH", "account AUTH", Set.of());
        try (LinkScene scene = LinkScene.of(server).account(auth).start()) {
            InfoLine told = InfoLine.usual().with("connect_info", "true").with("remote_account", "\"AUTH\"");
            server.accept()
                    .logIn()
                    .send(told)
                    .tellRights("", "{\"data\":{\"account\":\"OTHER\"}}")
                    .takeSubscription()
                    .send("PONG\r\n");

            scene.awaitReady();
            assertThat(scene.link().facts())
                    .satisfies(facts -> assertThat(facts.account()).isEqualTo("AUTH"));
        }
    }

    @Test
    void oneThatMayNotAskWhoItIsIsReadyAllTheSame() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            askedInVain(server.accept().logIn(), NO_QUESTION).takeSubscription().send("PONG\r\n");

            scene.awaitReady();
            assertThat(scene.link().facts())
                    .satisfies(facts -> assertThat(facts.account()).isNull());
        }
    }

    /** The first answer that the server has taken shows it. */
    @Test
    void whereTheServerTellsNothingAnAnswerShowsWhetherItMay() throws Exception {
        Pings often = new Pings(Duration.ofMillis(100), 40);
        try (LinkScene scene = LinkScene.of(server).pings(often).start()) {
            ScriptedConnection connection = doubtful(scene);

            assertThat(scene.answer(scene.expectRequest("hello"), "answer")).isTrue();
            connection.expectAnswer("r.1", "answer");
            for (int pings = 0; !scene.hasEvent("subscribed true"); pings++) {
                assertThat(pings).as("answered, and not ready yet").isLessThan(100);
                connection.next("PING");
                connection.send("PONG\r\n");
            }
        }
    }

    @Test
    void whereTheServerTellsNothingARefusedAnswerShowsThatItMayNot() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = doubtful(scene);
            connection.send("-ERR 'Permissions Violation for Publish to \"$SYS._INBOX.abc\"'\r\n");

            assertThat(scene.awaitEvent("unable")).contains("does not let the service's user publish to $SYS._INBOX.>");
            connection.expectClosed();
        }
    }

    @Test
    void aServiceThatMayNotSubscribeIsNotReady() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().logIn().tellRights().takeSubscription();
            connection.send(NO_REQUESTS, "PONG\r\n");

            assertThat(scene.awaitEvent("unable")).contains("does not let the service's user subscribe");
            connection.expectClosed();
        }
    }

    @Test
    void aServerThatTakesNoMoreSubscriptionsIsOfNoUse() throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().logIn().tellRights().takeSubscription();
            connection.send("-ERR 'maximum subscriptions exceeded'\r\nPONG\r\n");

            assertThat(scene.awaitEvent("unable")).contains("\"maximum subscriptions exceeded\"");
            connection.expectClosed();
        }
    }

    /** The rights of a user can be changed while it is connected. */
    @ParameterizedTest
    @ValueSource(strings = {NO_PROBE, NO_REQUESTS})
    void aRightThatIsTakenAwayIsNoticed(String error) throws Exception {
        try (LinkScene scene = LinkScene.of(server).start()) {
            ScriptedConnection connection = server.accept().serve();
            scene.awaitReady();
            connection.send(error);

            scene.awaitEvent("unable");
            connection.expectClosed();
            server.accept().serve();
            scene.awaitReady();
        }
    }

    /** A reload may name the account as one that users are placed in, or name it no more. */
    @Test
    void whatTheConfigurationTellsOfTheAccountCountsAsItChanges() throws Exception {
        CalloutAccount here = new CalloutAccount(null, "an account", Set.of());
        CalloutAccount elsewhere = new CalloutAccount(null, "another account", Set.of("AUTH"));
        InfoLine told = InfoLine.usual().with("connect_info", "true").with("remote_account", "\"AUTH\"");
        try (LinkScene scene = LinkScene.of(server).account(elsewhere).start()) {
            server.accept().logIn().send(told).tellRights().takeSubscription().send("PONG\r\n");
            assertThat(scene.awaitEvent("unable")).contains("AUTH, but requests arrive in another account");

            scene.link().expectIn(here);
            scene.awaitReady();

            scene.link().expectIn(elsewhere);
            assertThat(scene.awaitEvent("unable")).contains("AUTH, but requests arrive in another account");
        }
    }

    private ScriptedConnection doubtful(LinkScene scene) throws InterruptedException {
        ScriptedConnection connection =
                askedInVain(server.accept().answerPings().logIn(), NO_QUESTION + NO_PROBE);
        connection.takeSubscription();
        connection.send("PONG\r\n", connection.request("r.1", "hello"));
        assertThat(scene.awaitEvent("unable")).contains("does not tell whether the service's user may publish answers");
        return connection;
    }

    private static ScriptedConnection askedInVain(ScriptedConnection connection, String errors) {
        return connection
                .expect("SUB _INBOX.", "PUB $SYS.REQ.USER.INFO ", "PUB $SYS._INBOX.gatehouse.rights 0", "PING")
                .send(errors, "PONG\r\n")
                .expect("UNSUB ");
    }
}
