package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page for the person on call is told by a service at a cluster of three servers. */
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init", "unchecked"}) // closing may be interrupted
class StatusPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "a-token-for-tests";
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1", "groups": ["ops"], "permissions": {"pub": {"allow": "a.>"}}},
             "bob": {"pass": "b1", "account": "APP1", "disabled": true}}
            """;

    private static RevocationStage cluster;
    private static Connection alice;

    @BeforeAll
    static void open() throws Exception {
        cluster = RevocationStage.open(USERS, Map.of());
        alice = Nats.connect(cluster.at(2, "alice", "a1").build());
        // Either instance may be asked.
        for (int i = 0; i < 20; i++) {
            cluster.stage().assertRefused(cluster.at(2, "alice", "wrong"));
        }
    }

    @AfterAll
    static void close() throws Exception {
        alice.close();
        cluster.close();
    }

    private static Pages pages(int instance) {
        return Pages.ofAdmin(cluster.service(instance));
    }

    /** Again where more is asked than is answered in a second. */
    private static HttpResponse<String> get(int instance, String path) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> pages(instance).get(path, TOKEN), answer -> answer.statusCode() != 429);
    }

    private static Map<String, @Nullable Object> ask(int instance, String path) {
        HttpResponse<String> answer = get(instance, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        return JsonTree.object(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, @Nullable Object> in(Map<String, @Nullable Object> object, String name) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(object.get(name), name);
    }

    private static List<Map<String, @Nullable Object>> list(Map<String, @Nullable Object> object, String name) {
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(object.get(name), name);
    }

    private static long number(Map<String, @Nullable Object> object, String name) {
        return (Long) Objects.requireNonNull(object.get(name), name);
    }

    @Test
    void theStateIsThatOfTheService() {
        Map<String, @Nullable Object> status = ask(0, "/-/status");

        assertThat(status).containsEntry("schema", 1L).containsEntry("mode", "config mode");
        assertThat(in(status, "state")).containsEntry("status", "ready");
        assertThat(number(in(status, "state"), "since")).isBetween(number(status, "started_at"), number(status, "now"));
        assertThat(in(status, "server")).containsEntry("connected", true).containsEntry("name", "n0");
        assertThat(list(status, "directories"))
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .containsEntry("name", "users")
                        .containsEntry("state", "ok")
                        .containsEntry("users", 2L));
        assertThat(in(status, "configuration")).containsEntry("last_reload_ok", true);
        assertThat(list(status, "keys")).extracting(key -> key.get("kind")).contains("issuer");
    }

    @Test
    void whatWasCountedIsThereAndTheRefusalsSayWhose() {
        // A refusal is counted after it has been sent.
        await().atMost(PATIENCE).untilAsserted(StatusPageIT::allAreCounted);
    }

    private static void allAreCounted() {
        long denied = 0;
        boolean told = false;
        for (int i = 0; i < 2; i++) {
            Map<String, @Nullable Object> status = ask(i, "/-/status");
            denied += number(in(status, "totals"), "denied");
            told |= list(status, "refusals").stream()
                    .anyMatch(refusal -> "bad_credentials".equals(refusal.get("reason"))
                            && "alice".equals(in(refusal, "who").get("user")));
        }
        assertThat(denied).isGreaterThanOrEqualTo(20);
        assertThat(told).isTrue();
    }

    @Test
    void theMinutesBeforeAreThereAndThenOnlyWhatIsNew() {
        await().atMost(PATIENCE).until(() -> number(in(ask(0, "/-/status"), "history"), "samples") > 2);
        Map<String, @Nullable Object> history = in(ask(0, "/-/status"), "history");
        long samples = number(history, "samples");
        long end = number(history, "end");
        assertThat(list(history, "granted")).hasSize((int) samples);
        assertThat(list(history, "p99_ms")).hasSize((int) samples);

        Map<String, @Nullable Object> later = in(ask(0, "/-/status?since=" + end), "history");
        assertThat(number(later, "samples")).isEqualTo(number(later, "end") - end);
    }

    @Test
    void sessionsOfAllServersAreCounted() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(in(ask(0, "/-/status"), "sessions"))
                        .containsEntry("state", "known")
                        .containsEntry("servers_answered", 3L)
                        .hasEntrySatisfying(
                                "count",
                                count -> assertThat((Long) Objects.requireNonNull(count))
                                        .isGreaterThanOrEqualTo(3)));
    }

    @Test
    void aUserIsFoundWithRightsAndSessions() {
        Map<String, @Nullable Object> found = ask(0, "/-/search?user=alice");

        Map<String, @Nullable Object> directory = list(found, "directories").get(0);
        assertThat(directory).containsEntry("answer", "found").containsEntry("verdict", "granted");
        assertThat(in(directory, "identity")).containsEntry("groups", List.of("ops"));
        assertThat(in(directory, "rights"))
                .containsEntry("account", "APP1")
                .containsEntry("publish_allow", List.of("a.>"));
        assertThat(in(found, "sessions")).containsEntry("state", "known").containsEntry("count", 1L);
        assertThat(list(in(found, "sessions"), "list"))
                .singleElement()
                .satisfies(session ->
                        assertThat(session).containsEntry("server", "n2").containsEntry("account", "APP1"));
    }

    /** As a revocation has it: users of the system account are not users of directories, whatever they are called. */
    @Test
    void sessionsInPrivilegedAccountsAreNotThoseOfTheUser() {
        assertThat(in(ask(0, "/-/search?user=sys"), "sessions"))
                .containsEntry("state", "known")
                .containsEntry("count", 0L)
                .containsEntry("list", List.of());
    }

    @Test
    void whoMayNotLogInIsFoundWithTheReason() {
        assertThat(list(ask(0, "/-/search?user=bob"), "directories").get(0))
                .containsEntry("answer", "found")
                .containsEntry("verdict", "denied")
                .containsEntry("reason", "disabled");
        assertThat(list(ask(1, "/-/search?user=%3Cscript%3E"), "directories").get(0))
                .containsEntry("answer", "no_such_user");
    }

    @Test
    void noSecretIsShown() {
        for (String path : List.of("/-/status", "/-/search?user=alice")) {
            assertThat(get(0, path).body())
                    .doesNotContain(TOKEN, RevocationStage.SECRET, cluster.sysPassword(), "\"a1\"");
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        for (String path : List.of(
                "/-/status?since=now",
                "/-/status?token=" + TOKEN,
                "/-/search",
                "/-/search?user=",
                "/-/search?user=" + "u".repeat(257))) {
            assertThat(get(1, path).statusCode()).as(path).isEqualTo(400);
        }
        assertThat(pages(1).get("/-/status", "another-token").statusCode()).isEqualTo(401);
        assertThat(pages(1).get("/-/status?token=" + TOKEN).statusCode()).isEqualTo(401);
        assertThat(AdminPost.to(pages(1).address(), "/-/status", TOKEN, "")).isEqualTo("Only GET and HEAD.\n");
    }
}
