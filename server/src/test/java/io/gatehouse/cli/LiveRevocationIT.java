package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.revocation.RevocationRecorder.Message;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sessions at a server where no instance is are closed as soon as their users are revoked: three servers, two instances, users in a file
 * and in a bucket.
 */
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class LiveRevocationIT {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration COUNTED = Duration.ofMinutes(3);
    private static final String KV = "kv-secret";

    private static NatsServer buckets;
    private static Connection admin;
    private static KeyValue users;
    private static RevocationStage cluster;

    @BeforeAll
    static void open() throws Exception {
        buckets = NatsServer.start("""
                jetstream { store_dir: "${dir}/js" }
                authorization { user: kv, password: kv-secret }
                """);
        admin = Nats.connect(Options.builder()
                .server(buckets.url())
                .connectionTimeout(PATIENCE)
                .userInfo("kv", KV)
                .build());
        admin.keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name("USERS")
                        .storageType(StorageType.Memory)
                        .build());
        users = admin.keyValue("USERS");
        users.put("s-anna", user("a1", ""));
        cluster = RevocationStage.open(
                file(),
                Map.of(
                        "directories.staff.type", "kv",
                        "directories.staff.bucket", "USERS",
                        "directories.staff.match.user", "s-*",
                        "directories.staff.nats.url", buckets.url(),
                        "directories.staff.nats.user", "kv",
                        "directories.staff.nats.password", KV,
                        "callout.directory_order", "staff,users"));
        awaitKnown("s-anna", "a1");
    }

    /** Waits until each instance knows a user of the bucket: the one at whose server somebody logs in is asked about them. */
    private static void awaitKnown(String user, String password) {
        for (int i = 0; i < 2; i++) {
            int server = i;
            await().atMost(PATIENCE).until(() -> cluster.isLetIn(server, user, password));
        }
    }

    @AfterAll
    static void close() throws Exception {
        cluster.close();
        admin.close();
        buckets.close();
    }

    private static String user(String password, String more) {
        return "{\"pass\": \"" + password + "\", \"account\": \"APP1\"" + more + "}";
    }

    private static String file() {
        return file("", "");
    }

    /**
     * @param alice what her record says beside password and account
     * @param dora the same of hers
     */
    private static String file(String alice, String dora) {
        return "{\"alice\": " + user("a1", alice) + ", \"dora\": " + user("d1", dora) + ", \"bob\": " + user("b1", "")
                + ", \"carl\": "
                + user("c1", ", \"permissions\": {\"pub\": {\"allow\": \"a.>\"}}") + "}";
    }

    private static RevokedClient client(int server, String user, String password) throws Exception {
        return new RevokedClient(cluster.at(server, user, password));
    }

    /** The users of the start. */
    private static void restoreFile() {
        List<Long> before = cluster.reloads();
        cluster.stage().writeUsers(file());
        cluster.awaitReloads(before);
    }

    /** By each instance, once it has heard of the change itself; whoever is let in until then is closed as well. */
    private static void refused(String user, String password) throws Exception {
        await().atMost(PATIENCE).until(() -> cluster.isKeptOut(2, user, password));
        RevocationRace.awaitNoSession(cluster, user);
        for (int i = 0; i < 5; i++) {
            cluster.stage().assertRefused(cluster.at(2, user, password));
        }
    }

    @Test
    void aUserWhoIsDisabledInTheFileIsClosedOnEveryServer() throws Exception {
        try (RevokedClient far = client(2, "alice", "a1");
                RevokedClient near = client(0, "alice", "a1");
                RevokedClient other = client(2, "bob", "b1")) {
            List<Long> before = cluster.reloads();
            far.isClosedWithin(ONE_SECOND, () -> cluster.stage().writeUsers(file(", \"disabled\": true", "")));
            cluster.awaitReloads(before);
            await().atMost(PATIENCE).until(() -> !near.isOpen());
            assertThat(other.isOpen()).isTrue();
            refused("alice", "a1");
        } finally {
            restoreFile();
        }
    }

    @Test
    void aUserWithOtherRightsComesBackWithThem() throws Exception {
        List<Long> before = cluster.reloads();
        try (RevokedClient dora = client(2, "dora", "d1")) {
            dora.isClosedWithin(
                    ONE_SECOND,
                    () -> cluster.stage().writeUsers(file("", ", \"permissions\": {\"pub\": {\"allow\": \"b.>\"}}")));
        }
        try {
            // An instance that has not read the file yet lets her in with the old rights, and closes that session as
            // soon as it has.
            await().atMost(PATIENCE).ignoreExceptions().until(() -> !mayDoraSay("a.c"));
            cluster.awaitReloads(before);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> mayDoraSay("b.c"));
        } finally {
            restoreFile();
        }
    }

    private static boolean mayDoraSay(String subject) throws Exception {
        try (Client again = new Client(cluster.at(2, "dora", "d1"))) {
            return again.maySay(subject);
        }
    }

    @Test
    void aUserWhoIsDisabledInTheBucketIsClosedOnEveryServer() throws Exception {
        try (RevokedClient anna = client(2, "s-anna", "a1")) {
            anna.isClosedWithin(ONE_SECOND, () -> users.put("s-anna", user("a1", ", \"disabled\": true")));
            refused("s-anna", "a1");
        } finally {
            users.put("s-anna", user("a1", ""));
        }
    }

    @Test
    void aUserWhoIsRemovedFromTheBucketIsClosedOnEveryServer() throws Exception {
        users.put("s-ben", user("b1", ""));
        awaitKnown("s-ben", "b1");
        try (RevokedClient ben = client(2, "s-ben", "b1")) {
            ben.isClosedWithin(ONE_SECOND, () -> users.purge("s-ben"));
            refused("s-ben", "b1");
        }
    }

    @Test
    void anAdminRequestClosesAUserOnEveryServer() throws Exception {
        List<String> answers = new ArrayList<>();
        // Those of the test before end a moment after it.
        RevocationRace.awaitNoSession(cluster, "bob");
        long taken = messages(Message.TAKEN);
        try (RevokedClient bob = client(2, "bob", "b1");
                RevokedClient carl = client(2, "carl", "c1")) {
            // The first request of this process takes as long as its HTTP client takes to be loaded.
            assertThat(cluster.revoke(0, "{\"user\":\"nobody\"}")).startsWith("{\"closed\":0,");
            bob.isClosedWithinFromTheStart(ONE_SECOND, () -> answers.add(cluster.revoke(0, "{\"user\":\"bob\"}")));
            assertThat(carl.isOpen()).isTrue();
        }
        assertThat(answers).containsExactly("{\"closed\":1,\"failed\":0,\"answered\":3,\"servers\":3}\n");
        await().atMost(PATIENCE).until(() -> messages(Message.TAKEN) >= taken + 2);
    }

    @Test
    void anAdminRequestForAnotherAccountClosesNothing() throws Exception {
        try (RevokedClient bob = client(2, "bob", "b1")) {
            assertThat(cluster.revoke(1, "{\"user\":\"bob\",\"account\":\"APP2\"}"))
                    .startsWith("{\"closed\":0,\"failed\":0,\"answered\":3");
            assertThat(bob.isOpen()).isTrue();
        }
    }

    /** Whichever server they are at, and whichever the command asks. */
    @Test
    void theCommandsShowAndCloseSessionsOfAllServers() throws Exception {
        // Those of the test before end a moment after it.
        RevocationRace.awaitNoSession(cluster, "carl");
        try (RevokedClient near = client(0, "carl", "c1");
                RevokedClient far = client(2, "carl", "c1")) {
            assertThat(command("sessions", "--user", "carl", "--account", "APP1"))
                    .containsPattern("(?m)^carl +APP1 +n0 ")
                    .containsPattern("(?m)^carl +APP1 +n2 ")
                    .contains("2 sessions, on 3 servers");
            assertThat(command("kick", "--user", "carl", "--confirm", "2")).contains("closed 2");
            await().atMost(PATIENCE).until(() -> !near.isOpen() && !far.isOpen());
        }
    }

    /** Each instance tells the total of all three servers. */
    @Test
    void theMetricOfSessionsFollowsALogin() throws Exception {
        try (SystemAccess access = cluster.access()) {
            await().atMost(PATIENCE)
                    .until(() -> access.sessions()
                            .all(new SessionQuery(null, "APP1"))
                            .join()
                            .sessions()
                            .isEmpty());
            AtomicLong counted = new AtomicLong();
            // Connections of a test before may still be there at first.
            await().atMost(COUNTED).until(() -> {
                counted.set(access.sessions().count().join().sessions());
                return metric(0) == counted.get() && metric(1) == counted.get();
            });
            long before = counted.get();
            try (RevokedClient near = client(0, "carl", "c1");
                    RevokedClient far = client(2, "carl", "c1")) {
                awaitMetric(before + 2);
                assertThat(near.isOpen() && far.isOpen()).isTrue();
            }
            awaitMetric(before);
        }
    }

    private static void awaitMetric(long sessions) {
        for (int i = 0; i < 2; i++) {
            int instance = i;
            await().atMost(COUNTED).until(() -> metric(instance) == sessions);
        }
    }

    private static double metric(int instance) throws Exception {
        return Pages.of(cluster.service(instance)).metric("gatehouse_sessions");
    }

    private static String command(String... arguments) {
        Cli cli = new Cli(cluster.stage().deployment().dir());
        String url = cluster.server(1).url().replace("//", "//sys:" + cluster.sysPassword() + "@");
        int code = cli.run(
                Stream.concat(Stream.of(arguments), Stream.of("-s", url)).toArray(String[]::new));
        assertThat(code).as(cli.out() + cli.err()).isZero();
        return cli.out();
    }

    /** What users of operators and of the service are called is no secret, and a directory may have a user of that name. */
    @Test
    void whoIsCalledAsAnOperatorOrTheServiceClosesNeither() throws Exception {
        for (String name : List.of("sys", "gatehouse")) {
            assertThat(cluster.revoke(1, "{\"user\":\"" + name + "\"}"))
                    .isEqualTo("{\"closed\":0,\"failed\":0,\"answered\":3,\"servers\":3}\n");
        }
    }

    @Test
    void aRequestThatIsNotMeantIsRefused() throws Exception {
        assertThat(cluster.revoke(0, "{\"usr\":\"bob\"}")).contains("\"problem\":\"the body must be");
    }

    /** Whoever may write in the system account, and has no secret. */
    @Test
    void aForgedMessageAndOneThatComesAgainDoNothing() throws Exception {
        long taken = messages(Message.TAKEN);
        long replayed = messages(Message.REPLAYED);
        long forged = messages(Message.FORGED);
        try (RevokedClient bob = client(2, "bob", "b1");
                Connection sys = Nats.connect(Options.builder()
                        .server(cluster.server(2).url())
                        .userInfo("sys", cluster.sysPassword())
                        .connectionTimeout(PATIENCE)
                        .noEcho()
                        .build())) {
            Queue<io.nats.client.Message> heard = new ConcurrentLinkedQueue<>();
            sys.createDispatcher(heard::add).subscribe("gatehouse.revocations.*");
            sys.flush(PATIENCE);
            String unused = cluster.revoke(0, "{\"user\":\"carl\"}");
            await().atMost(PATIENCE).until(() -> messages(Message.TAKEN) > taken && !heard.isEmpty());

            // Whose they are cannot be seen: an instance takes no notice of its own.
            await().atMost(PATIENCE).until(() -> {
                heard.forEach(real -> sys.publish(real.getSubject(), real.getData()));
                return messages(Message.REPLAYED) > replayed;
            });
            String subject = heard.element().getSubject();
            sys.publish(subject, "{\"user\":\"bob\"}".getBytes(StandardCharsets.UTF_8));
            await().atMost(PATIENCE).until(() -> messages(Message.FORGED) == forged + 1);
            assertThat(bob.isOpen()).isTrue();
        }
    }

    /** That the second instance has heard. */
    private static long messages(Message kind) {
        return cluster.service(1).counters().revocations().messages(kind);
    }

    @Test
    void aLoginThatIsUnderWayDoesNotSurvive() throws Exception {
        int unused = race().nobodySurvives(8);
    }

    @Test
    @Tag("heavy")
    void noneOfAThousandLoginsThatAreUnderWaySurvives() throws Exception {
        assertThat(race().nobodySurvives(1_000)).as("let in, and closed").isPositive();
    }

    private static RevocationRace race() {
        return new RevocationRace(cluster, "s-race", "r1", new RevocationRace.Users() {
            @Override
            public void enable(String name) throws Exception {
                users.put(name, user("r1", ""));
            }

            @Override
            public void disable(String name) throws Exception {
                users.put(name, user("r1", ", \"disabled\": true"));
            }
        });
    }
}
