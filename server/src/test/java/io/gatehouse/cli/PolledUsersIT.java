package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.metrics.PollCounters;
import io.gatehouse.revocation.poll.PollRecorder.Result;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Users of a web service that can only be asked: their sessions, at a server where no instance is, are closed when they are gone or have
 * other rights, by whichever instance is there; and not when the service is.
 */
@AgainstNatsServer
@Tag("heavy")
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class PolledUsersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CLOSED = Duration.ofSeconds(9);
    private static final String PASSWORD = "secret-of-a-client";
    private static final int STAYING = 4;

    private static RecordService web;
    private static RevocationStage cluster;
    private static final List<RevokedClient> STAY = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        web = new RecordService();
        cluster = RevocationStage.open(
                "{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"}}",
                Map.of(
                        "directories.web.type", "http",
                        "directories.web.mode", "lookup",
                        "directories.web.url", web.url(),
                        "directories.web.match.user", "w-*",
                        "callout.directory_order", "web,users",
                        "revocation.poll", "1s"));
        for (int i = 0; i < STAYING; i++) {
            STAY.add(loggedIn("w-stay" + i));
        }
        awaitKnown(STAYING);
    }

    @AfterAll
    static void close() throws Exception {
        for (RevokedClient client : STAY) {
            client.close();
        }
        cluster.close();
        web.close();
    }

    private static RevokedClient loggedIn(String name) throws Exception {
        web.put(name, PASSWORD, "");
        // Either instance may be asked, and may still remember that the service has failed.
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> new RevokedClient(cluster.at(2, name, PASSWORD)), Objects::nonNull);
    }

    private static Stream<PollCounters> polls() {
        return Stream.of(0, 1).map(i -> cluster.service(i).counters().polls());
    }

    private static long results(Result result) {
        return polls().mapToLong(one -> one.results(result)).sum();
    }

    /** Until both instances know so many users, whichever of them has let them in. */
    private static void awaitKnown(int least) {
        await().atMost(PATIENCE).until(() -> polls().allMatch(one -> one.users() >= least));
    }

    private static void allStay() {
        assertThat(STAY).allMatch(RevokedClient::isOpen);
    }

    @Test
    void aUserWhoIsRemovedIsClosed() throws Exception {
        try (RevokedClient anna = loggedIn("w-anna")) {
            anna.isClosedWithin(CLOSED, () -> web.remove("w-anna"));
        }
        // The other instance remembers her until it is told.
        await().atMost(PATIENCE).until(() -> cluster.isKeptOut(2, "w-anna", PASSWORD));
        allStay();
    }

    @Test
    void aUserWithOtherRightsComesBackWithThem() throws Exception {
        try (RevokedClient berta = loggedIn("w-berta")) {
            berta.isClosedWithin(
                    CLOSED, () -> web.put("w-berta", PASSWORD, ", \"permissions\": {\"pub\": {\"allow\": [\"b.>\"]}}"));
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> !mayBertaSay("a.c"));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> mayBertaSay("b.c"));
        allStay();
    }

    private static boolean mayBertaSay(String subject) throws Exception {
        try (Client again = new Client(cluster.at(2, "w-berta", PASSWORD))) {
            return again.maySay(subject);
        }
    }

    @Test
    void anOutageClosesNobody() {
        long failed = results(Result.FAILED);
        web.fail(true);
        await().atMost(PATIENCE).until(() -> results(Result.FAILED) > failed + STAYING);
        allStay();
        web.fail(false);
        long same = results(Result.SAME);
        await().atMost(PATIENCE).until(() -> results(Result.SAME) > same + STAYING);
        allStay();
    }

    @Test
    void aServiceThatKnowsNobodyAnyMoreClosesNobody() {
        web.blind(true);
        await().atMost(PATIENCE).until(() -> polls().anyMatch(one -> one.held() == 1));
        long held = results(Result.HELD);
        await().atMost(PATIENCE).until(() -> results(Result.HELD) > held + STAYING);
        allStay();
        web.blind(false);
        await().atMost(PATIENCE).until(() -> polls().allMatch(one -> one.held() == 0));
        allStay();
    }

    /** Who is asked about follows from the sessions that servers tell of. */
    @Test
    void whoWasLetInByAnInstanceThatIsGoneIsClosedByAnother() throws Exception {
        try (RevokedClient clara = loggedIn("w-clara")) {
            cluster.restart();
            awaitKnown(STAYING + 1);
            clara.isClosedWithin(CLOSED, () -> web.remove("w-clara"));
        }
        allStay();
    }
}
