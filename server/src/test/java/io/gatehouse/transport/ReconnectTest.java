package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which server comes next, and when. */
class ReconnectTest {
    /** Longer than any script: what comes behind such a pause does not come. */
    private static final Duration ENDLESS = Duration.ofHours(1);

    private final ScriptedServer first = ScriptedServer.start();
    private final ScriptedServer second = ScriptedServer.start();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void theNextServerIsTriedWithoutAPause() throws Exception {
        try (LinkScene scene =
                LinkScene.of(first, second).pauses(ENDLESS, ENDLESS).start()) {
            refuse(first);
            ScriptedConnection connection = second.accept().serve();
            scene.awaitReady();
            connection.send(connection.request("r.1", "hello"));
            assertThat(scene.answer(scene.expectRequest("hello"), "answer")).isTrue();
            connection.expectAnswer("r.1", "answer");
        }
    }

    @Test
    void soIsOneThatRefusesConnections() throws Exception {
        first.close();
        try (LinkScene scene =
                LinkScene.of(first, second).pauses(ENDLESS, ENDLESS).start()) {
            second.accept().serve();
            scene.awaitReady();
        }
    }

    /** A connection that has lasted is no failure. */
    @Test
    void aLostConnectionIsMadeAgainWithTheNextServer() throws Exception {
        try (LinkScene scene = LinkScene.of(first, second).start()) {
            ScriptedConnection lost = first.accept().serve();
            scene.awaitReady();
            lost.close();
            lost = second.accept().serve();
            scene.awaitReady();
            lost.close();
            first.accept().serve();
            scene.awaitReady();
        }
    }

    /** Lower bounds only: a busy machine takes longer. */
    @Test
    void thePausesBetweenRoundsGrow() {
        Duration unit = Duration.ofMillis(80);
        try (LinkScene scene =
                LinkScene.of(first, second).pauses(unit, unit.multipliedBy(100)).start()) {
            ScriptedConnection next = first.accept();
            for (long shortest = unit.toMillis() / 2; shortest <= 2 * unit.toMillis(); shortest *= 2) {
                refuse(next);
                next = second.accept();
                long since = System.nanoTime();
                refuse(next);
                next = first.accept();
                assertThat(Duration.ofNanos(System.nanoTime() - since))
                        .isGreaterThanOrEqualTo(Duration.ofMillis(shortest));
            }
            assertThat(scene.link().facts()).isNull();
        }
    }

    /** A server that lets us in and closes at once is a failure each time. Lower bounds only, as above. */
    @Test
    void soTheyDoWhereNoConnectionLasts() throws Exception {
        Duration unit = Duration.ofMillis(80);
        try (LinkScene scene =
                LinkScene.of(first).pauses(unit, Duration.ofMinutes(10)).start()) {
            ScriptedConnection next = first.accept();
            for (long shortest = unit.toMillis() / 2; shortest <= 2 * unit.toMillis(); shortest *= 2) {
                next.serve();
                scene.awaitReady();
                long since = System.nanoTime();
                next.close();
                next = first.accept();
                assertThat(Duration.ofNanos(System.nanoTime() - since))
                        .isGreaterThanOrEqualTo(Duration.ofMillis(shortest));
            }
        }
    }

    private static void refuse(ScriptedServer server) {
        refuse(server.accept());
    }

    private static void refuse(ScriptedConnection connection) {
        connection
                .send(InfoLine.usual())
                .expect("CONNECT ", "PING")
                .send("-ERR 'Authorization Violation'\r\n")
                .close();
    }
}
