package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Message;
import io.nats.client.Options;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When nats-server ends sessions that began together: at different moments where a limit or a rule cuts them, and never later than a user's
 * or a token's end.
 */
@AgainstNatsServer
class SessionSpreadIT {
    private static final int LOGINS = 20;

    private static final Duration LIMIT = Duration.ofSeconds(4_000);
    private static final Duration OWN = Duration.ofSeconds(1_000);
    private static final Duration END = Duration.ofSeconds(400);

    /** So much of a session may be over when the server is asked, on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(60);

    private static final Pattern EXPIRES = Pattern.compile("\"expires\": ?(\\d+)");

    @TempDir
    private Path folder;

    private static String users(Instant end) {
        return """
                {
                  "endless":      {"pass": "p", "account": "APP1"},
                  "long":         {"pass": "p", "account": "APP1", "session": "2h"},
                  "own":          {"pass": "p", "account": "APP1", "session": "1000s"},
                  "ruled-own":    {"pass": "p", "account": "APP1", "session": "1000s"},
                  "ruled-ending": {"pass": "p", "account": "APP1", "expires": "%s"}
                }
                """.formatted(end);
    }

    private String token(Instant end) {
        Cli cli = new Cli(folder);
        int exit = cli.run(
                "tokens",
                "issue",
                "--file",
                "tokens.json",
                "--name",
                "ruled-robot",
                "--account",
                "APP1",
                "--expires",
                end.toString());
        assertThat(exit).as(cli.err()).isZero();
        return cli.out().strip();
    }

    private Stage stage(Instant end) throws Exception {
        return Stage.config()
                .users(users(end))
                .set("callout.session", "4000s")
                .set("callout.directory_order", "api,users")
                .set("directories.api.type", "token")
                .set("directories.api.path", folder.resolve("tokens.json").toString())
                .set("rules.spread.if.user", "ruled-*")
                .set("rules.spread.give.session", "1000s")
                .set("rules.spread.give.session_jitter", "50")
                .set("rules.all.give.permissions.pub.allow", "$SYS.REQ.USER.INFO")
                .set("rules.all.give.permissions.sub.allow", "_INBOX.>")
                .open();
    }

    /** How long sessions that begin now last, by what the server says to each, in seconds. */
    private static LongSummaryStatistics lengths(Options.Builder client) throws Exception {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
            try (Client one = new Client(client)) {
                Message answer = one.connection().request("$SYS.REQ.USER.INFO", new byte[0], Mail.SOON);
                assertThat(answer).as("what the server says of login %d", i).isNotNull();
                String info = Mail.text(answer.getData());
                Matcher matcher = EXPIRES.matcher(info);
                assertThat(matcher.find()).as(info).isTrue();
                seconds.add(Duration.ofNanos(Long.parseLong(matcher.group(1))).toSeconds());
            }
        }
        return seconds.stream().mapToLong(Long::longValue).summaryStatistics();
    }

    private static void assertBetween(LongSummaryStatistics lengths, Duration shortest, Duration longest) {
        assertThat(lengths.getMin()).isBetween(shortest.minus(SLACK).toSeconds(), longest.toSeconds());
        assertThat(lengths.getMax()).isBetween(shortest.minus(SLACK).toSeconds(), longest.toSeconds());
    }

    /** By more than what logins that are made one after the other are apart. */
    private static void assertSpread(LongSummaryStatistics lengths) {
        assertThat(lengths.getMax() - lengths.getMin()).isGreaterThan(SLACK.toSeconds());
    }

    @Test
    void sessionsAreSpreadAndNeverLonger() throws Exception {
        Instant end = Clock.systemUTC().instant().plus(END);
        String token = token(end);
        try (Stage stage = stage(end)) {
            for (String cut : List.of("endless", "long")) {
                LongSummaryStatistics lengths = lengths(stage.as(cut, "p"));
                assertBetween(lengths, LIMIT.multipliedBy(9).dividedBy(10), LIMIT);
                assertSpread(lengths);
            }

            LongSummaryStatistics own = lengths(stage.as("own", "p"));
            assertBetween(own, OWN, OWN);

            LongSummaryStatistics ruled = lengths(stage.as("ruled-own", "p"));
            assertBetween(ruled, OWN.dividedBy(2), OWN);
            assertSpread(ruled);

            assertBetween(lengths(stage.as("ruled-ending", "p")), END, END);
            assertBetween(lengths(stage.clear().token(token.toCharArray())), END, END);
        }
    }
}
