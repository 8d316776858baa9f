package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.PollCounters;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What decides on logins changes in every way, while a user logs in 200 times a second; none of these logins is lost. */
@AgainstNatsServer
@Tag("heavy")
@SuppressWarnings("try") // closing may be interrupted
class ConfigReloadSettingsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String USERS = """
            {"anna": {"pass": "a1", "account": "APP1"}, "bob": {"pass": "b1", "account": "APP1"},
             "dot.ted": {"pass": "d1", "account": "APP1"}}
            """;

    private static PacedReloads open() throws Exception {
        return PacedReloads.open(PacedReloads.staff(Stage.config()).users(USERS));
    }

    private static String callout(PacedReloads reloads, String setting) {
        return reloads.yaml().replace("callout:\n", "callout:\n  " + setting + "\n");
    }

    /** With settings of the one directory. */
    private static String users(PacedReloads reloads, String setting) {
        return reloads.yaml().replace("    type: file\n", "    type: file\n    " + setting + "\n");
    }

    private static String rule(String user, String give) {
        return "rules:\n  one:\n    if: {user: '" + user + "'}\n    give: " + give + "\n";
    }

    /** What nats-server says of a user who is logged in. */
    private static String info(PacedReloads reloads, String user, String password) throws Exception {
        try (Client client = new Client(reloads.stage().as(user, password))) {
            return Mail.text(client.connection()
                    .request("$SYS.REQ.USER.INFO", new byte[0], Mail.SOON)
                    .getData());
        }
    }

    @Test
    void whatIdentitiesMay() throws Exception {
        try (PacedReloads reloads = open()) {
            assertThat(info(reloads, "bob", "b1")).doesNotContain("\"expires\"");
            reloads.take("callout.session", callout(reloads, "session: 1h"));
            assertThat(info(reloads, "bob", "b1")).contains("\"expires\"");

            reloads.mayNotLogIn("bob/APP1", "b1");
            reloads.take("callout.session, callout.account_separator", callout(reloads, "account_separator: /"));
            reloads.mayLogIn("bob/APP1", "b1");

            String template = rule("dot*", "{permissions: {pub: {allow: 'from.{{name()}}'}}}");
            reloads.take("callout.account_separator, rules.one", reloads.yaml() + template);
            reloads.mayNotLogIn("dot.ted", "d1");
            reloads.take("callout.template_values", callout(reloads, "template_values: encode") + template);
            reloads.mayLogIn("dot.ted", "d1");

            String nobody = "{refuse: true}";
            reloads.take("callout.template_values, rules.one", reloads.yaml() + rule("dot*", nobody));
            reloads.mayNotLogIn("dot.ted", "d1");
            reloads.mayLogIn("bob", "b1");
            reloads.take("rules.one.if.user", reloads.yaml() + rule("b*", nobody));
            reloads.mayLogIn("dot.ted", "d1");
            reloads.mayNotLogIn("bob", "b1");
            reloads.take("rules.one", reloads.yaml());
            reloads.mayLogIn("bob", "b1");
        }
    }

    @Test
    void whatUsersAreCalledAndWhichDirectoryIsAsked() throws Exception {
        try (PacedReloads reloads = open()) {
            reloads.mayNotLogIn("BOB", "b1");
            reloads.take("directories.users.names.case", users(reloads, "names: {case: lower}"));
            reloads.mayLogIn("BOB", "b1");

            String rule = rule("p:bob", "{refuse: true}");
            reloads.take("directories.users.names.case, rules.one", reloads.yaml() + rule);
            reloads.mayLogIn("bob", "b1");
            reloads.take("directories.users.names.prefix", users(reloads, "names: {prefix: 'p:'}") + rule);
            reloads.mayNotLogIn("bob", "b1");

            reloads.take(".*directories.users.match.user", users(reloads, "match: {user: a*}"));
            reloads.mayNotLogIn("bob", "b1");
            reloads.take("directories.users.match.user", users(reloads, "match: {user: '*'}"));
            reloads.mayLogIn("bob", "b1");

            String devices = PacedReloads.DEVICES + "    match: {credential: token}\n";
            reloads.take("directories.devices.type", reloads.with(devices));
            reloads.mayNotLogIn("sensor", "s1");
            reloads.take("directories.devices.match.credential", reloads.with(devices.replace("token", "password")));
            reloads.mayLogIn("sensor", "s1");
        }
    }

    @Test
    void whatIsRememberedAndHowManyFailuresAreLookedAt() throws Exception {
        try (PacedReloads reloads = open()) {
            ServiceCounters counters = reloads.stage().service().counters();
            await().atMost(PATIENCE).until(() -> counters.cacheEntries(Memory.VERIFIED) > 0);
            reloads.take("cache.ttl", reloads.yaml() + "cache: {ttl: 0s}\n");
            await().atMost(PATIENCE).until(() -> counters.cacheEntries(Memory.VERIFIED) == 0);

            reloads.take("directories.users.cache.ttl, cache.ttl", users(reloads, "cache: {ttl: 1m}"));
            await().atMost(PATIENCE).until(() -> counters.cacheEntries(Memory.VERIFIED) > 0);

            String failures = "failures: {per_user_and_source: 2, window: 1h}\n";
            reloads.take(".*failures.per_user_and_source, failures.window", reloads.yaml() + failures);
            reloads.mayNotLogIn("bob", "guess 1");
            reloads.mayNotLogIn("bob", "guess 2");
            assertThat(counters.drops(Drop.FAILURE_LIMIT)).isZero();
            reloads.mayNotLogIn("bob", "b1");
            assertThat(counters.drops(Drop.FAILURE_LIMIT)).isOne();
            reloads.take("failures.per_user_and_source, failures.window", reloads.yaml());
            reloads.mayLogIn("bob", "b1");
        }
    }

    @Test
    void whatIsRecorded() throws Exception {
        Stage.Builder builder =
                PacedReloads.staff(Stage.config()).set("audit.to", "file").set("audit.file.path", "audit.jsonl");
        try (PacedReloads reloads = PacedReloads.open(builder)) {
            Path file = reloads.file().resolveSibling("audit.jsonl");
            String audit = "audit: {hmac_key: 0123456789abcdef0123456789abcdef, hmac: %s, claims: true}\n";
            reloads.refuse(
                    "what cannot be hashed",
                    "gatehouse.yaml:\\d+:\\d+: audit.hmac: ",
                    () -> reloads.replace(reloads.with(PacedReloads.DEVICES) + audit.formatted("password")));
            await().atMost(PATIENCE).until(() -> Files.readString(file).contains("\"user\":\"anna\""));
            assertThat(Files.readString(file)).doesNotContain("\"claims\":");
            reloads.take("audit.*", reloads.yaml() + audit.formatted("host"));
            await().atMost(PATIENCE).until(() -> Files.readString(file).contains("\"claims\":"));
            reloads.take("audit.*", reloads.yaml());
        }
    }

    /** Users are asked about once that is on, also those who were let in before; all of them go only where the brake lets them. */
    @Test
    void howOftenUsersAreAskedAboutAndHowManyMayBeGone() throws Exception {
        try (RecordService web = new RecordService();
                PacedReloads reloads = PacedReloads.open(polled(web))) {
            web.put("w-one", "w1", "");
            web.put("w-two", "w2", "");
            PollCounters polls = reloads.stage().service().counters().polls();
            try (RevokedClient one = asked(reloads, "w-one", "w1");
                    RevokedClient two = asked(reloads, "w-two", "w2")) {
                refuseRevocation(reloads, "revocation.poll: is shorter than a second", "poll: 100ms");
                refuseRevocation(reloads, "revocation.poll_brake: ", "poll: 1s, poll_brake: 0");
                assertThat(polls.users()).isZero();

                reloads.take("revocation.poll", revocation(reloads, "poll: 1s"));
                await().atMost(PATIENCE).until(() -> polls.users() == 2);
                web.blind(true);
                await().atMost(PATIENCE).until(() -> polls.held() == 1);
                assertThat(one.isOpen() && two.isOpen()).isTrue();

                reloads.take("revocation.poll_brake", revocation(reloads, "poll: 1s, poll_brake: 100"));
                await().atMost(PATIENCE).until(() -> !one.isOpen() && !two.isOpen());
                await().atMost(PATIENCE).until(() -> polls.held() == 0);
            }
            reloads.take("revocation.poll, revocation.poll_brake", reloads.yaml());
        }
    }

    /** Logs in where somebody else is asked, whose answer may be too late on a busy machine. */
    private static RevokedClient asked(PacedReloads reloads, String user, String password) {
        return await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> new RevokedClient(reloads.stage().as(user, password)), Objects::nonNull);
    }

    private static Stage.Builder polled(RecordService web) {
        String directory = "  web: {type: http, mode: lookup, url: '" + web.url() + "', match: {user: w-*}}\n";
        return PacedReloads.staff(Stage.config()).prepared(deployment -> {
            String yaml =
                    Files.readString(deployment.settings()).replace("directories:\n", "directories:\n" + directory);
            String nats = "revocation: {nats: {user: sys, password_file: " + deployment.sysPassword() + "}}\n";
            Files.writeString(deployment.settings(), yaml + nats);
        });
    }

    private static String revocation(PacedReloads reloads, String settings) {
        return reloads.yaml().replace("revocation: {", "revocation: {" + settings + ", ");
    }

    private static void refuseRevocation(PacedReloads reloads, String says, String settings) throws Exception {
        String changed =
                revocation(reloads, settings).replace("directories:\n", "directories:\n" + PacedReloads.DEVICES);
        reloads.refuse(settings, "gatehouse.yaml:\\d+:\\d+: " + says, () -> reloads.replace(changed));
    }

    @Test
    void whatNeedsARestartIsToldAndTheRestIsTaken() throws Exception {
        try (PacedReloads reloads = open()) {
            int before = reloads.log().mark();
            reloads.take(
                    "passwords.per_source, lookups.max$",
                    reloads.yaml() + "passwords: {per_source: 4, threads: 3}\nlookups: {max: 512}\n");
            reloads.log().await(before, "WARN passwords.threads has changed, and is read at startup only");
        }
    }
}
