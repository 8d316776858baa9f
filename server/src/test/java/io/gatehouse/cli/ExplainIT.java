package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.drops.Drop;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code gatehouse explain} says of a login is what becomes of it in the running service. */
@SuppressWarnings("try")
class ExplainIT extends SharedStage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String USERS = """
            {"nina": {"pass": "p", "account": "APP1", "groups": ["nurses"], "attributes": {"ward": ["3", "4"]}},
             "noah": {"pass": "p", "account": "APP1", "groups": ["nurses", "heads"], "attributes": {"ward": "3"}},
             "own": {"pass": "p", "account": "APP1",
               "permissions": {"pub": {"allow": ["own.>", "$SYS.REQ.USER.INFO"]}, "sub": {"allow": ["_INBOX.>"]}}},
             "off": {"pass": "p", "account": "APP1", "disabled": true},
             "far": {"pass": "p", "account": "APP1", "src": ["10.0.0.0/8"]},
             "robot": {"pass": "p", "account": "APP1"},
             "left": {"pass": "p", "account": "APP1"},
             "nemo": {"pass": "p", "account": "APP1", "groups": ["nurses"]},
             "torn": {"pass": "p", "account": "APP1", "groups": ["torn"]}}
            """;

    private static final String RULES = """
            rules:
              everybody:
                give: {permissions: {pub: {allow: "$SYS.REQ.USER.INFO"}, sub: {allow: "_INBOX.>"}}}
              nurses:
                if: {group: nurses, connection: standard, not: {source: 192.168.0.0/16}}
                give:
                  permissions:
                    pub: {allow: "ward.{{attribute(ward)}}.notes.{{name()}}"}
                    sub: {allow: "ward.{{attribute(ward)}}.>", deny: "ward.*.secret"}
              heads:
                if: {group: heads}
                give: {permissions: {sub: {allow: "heads.>"}}, session: 1h}
              robots:
                if: {user: robot}
                give: {refuse: true}
              elsewhere:
                if: {user: left}
                give: {silent: true}
              torn:
                if: {group: torn}
                give: {account: APP2}
            """;

    @Override
    Stage.Builder configured(Stage.Builder stage) {
        return stage.users(USERS)
                .prepared(deployment ->
                        Files.writeString(deployment.settings(), Files.readString(deployment.settings()) + RULES));
    }

    /** What is explained of a login from this machine. */
    private Map<String, @Nullable Object> explained(@Nullable String user, String password, int exitCode) {
        Cli cli = new Cli(stage.deployment().dir()).piped(password + "\n");
        List<String> login = user == null ? List.of() : List.of("--user", user);
        String[] line = Stream.concat(
                        Stream.of("explain", "-c", stage.deployment().settings().toString(), "--json"), login.stream())
                .toArray(String[]::new);
        assertThat(cli.run(line)).as(cli.err() + cli.out()).isEqualTo(exitCode);
        return JsonTree.object(cli.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoIsLetInHasThePermissionsThatAreExplained() throws Exception {
        for (String user : List.of("nina", "noah", "own")) {
            Map<String, @Nullable Object> claims = map(explained(user, "p", 0), "claims");
            Map<String, @Nullable Object> nats = map(claims, "nats");
            Map<String, @Nullable Object> permissions = map(told(user), "permissions");

            assertThat(rules(permissions, "publish")).as(user).isEqualTo(rules(nats, "pub"));
            assertThat(rules(permissions, "subscribe")).as(user).isEqualTo(rules(nats, "sub"));
        }
    }

    /** What nats-server says of a client that is logged in. */
    private Map<String, @Nullable Object> told(String user) throws Exception {
        try (Connection connection = stage.connect(user, "p")) {
            Message answer = connection.request("$SYS.REQ.USER.INFO", new byte[0], PATIENCE);
            assertThat(answer).isNotNull();
            return map(JsonTree.object(answer.getData()), "data");
        }
    }

    @Test
    void whoIsRefusedIsRefusedForTheReasonThatIsExplained() throws Exception {
        assertRefused("nina", "wrong");
        assertRefused("nobody", "p");
        assertRefused("off", "p");
        assertRefused("far", "p");
        assertRefused("robot", "p");
    }

    private void assertRefused(String user, String password) {
        String reason = String.valueOf(explained(user, password, 1).get("reason"));
        Refusal.of(stage.as(user, password), stage, "gatehouse: " + reason);
    }

    @Test
    void whoGetsNoAnswerGetsNoneForTheReasonThatIsExplained() {
        assertSilent("left");
        assertSilent("nemo");
        assertSilent("torn");
    }

    private void assertSilent(String user) {
        String reason = String.valueOf(explained(user, "p", 2).get("reason"));
        Drop drop = Arrays.stream(Drop.values())
                .filter(each -> each.code().equals(reason))
                .findFirst()
                .orElseThrow();
        Silence.of(stage.as(user, "p"), stage, drop);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> in, String name) {
        Object value = in.get(name);
        return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
    }

    /** What is allowed and denied, in any order. */
    private static List<Set<String>> rules(Map<String, @Nullable Object> in, String side) {
        Map<String, @Nullable Object> rules = map(in, side);
        return List.of(texts(rules.get("allow")), texts(rules.get("deny")));
    }

    @SuppressWarnings("unchecked")
    private static Set<String> texts(@Nullable Object list) {
        return list == null ? Set.of() : new TreeSet<>((List<String>) list);
    }
}
