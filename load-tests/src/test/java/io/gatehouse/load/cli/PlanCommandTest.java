package io.gatehouse.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {
    private static LoadRun plan(String... arguments) {
        List<String> all = new ArrayList<>(List.of("plan"));
        all.addAll(List.of(arguments));
        return LoadRun.of(all.toArray(String[]::new));
    }

    private static JsonNode json(LoadRun run) {
        return JsonMapper.shared().readTree(run.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "|--clients is missing: how many clients reconnect",
                "--clients 0|gatehouse load plan: --clients must be from 1 to 10,000,000",
                "--clients -5|--clients must be from 1",
                "--clients 1000000000|--clients must be from 1",
                "--clients 10000000000|'10000000000' is not an int",
                "--clents 10|Possible solutions: --clients",
                "--clients 10 --within -5s|'-5s' is not a duration",
                "--clients 10 --within 500ms|--within must be from 1s to 2h",
                "--clients 10 --within 60|'60' is not a duration",
                "--clients 10 --policy nats.rs|'nats.rs' is none of nats.go, jnats and nats.js",
                "--clients 10 --connect-timeout 0s|the connect timeout is not over 0",
                "--clients 10 --directory mysql|'mysql' is none of file, kv,",
                "--clients 10 --hash md5|'md5' is none of bcrypt:COST (4 to 16), argon2id and plain",
                "--clients 10 --hash bcrypt:3|'bcrypt:3' is none of bcrypt:COST",
                "--clients 10 --warm-share 2|the share of those who are known must be from 0 to 1",
                "--clients 10 --cores 0|an instance needs a processor",
                "--clients 10 --servers 0|--servers must be from 1",
                "--clients 10 --clusters 0|--clusters must be from 1",
                "--clients 10 --accept-queue 0|the queue of connections must have a place",
                "--clients 10 --auth-timeout 0s|--auth-timeout must be over 0",
                "--clients 10 --lose -1|--lose must be from 0 to 511",
                "--clients 10 --lose 2147483647|--lose must be from 0 to 511",
                "--clients 10 --lose-after 99999999h|--lose-after must be at most 2h",
                "--clients 10 --users -1|--users must be from 0 to 1,000,000,000",
                "--clients 10 --users 9223372036854775807|--users must be from 0 to 1,000,000,000",
                "--clients 10 --reconnect-wait 500h|--reconnect-wait must be at most 2h",
                "--clients 10 --reconnect-jitter 100h|--reconnect-jitter must be at most 2h",
                "--clients 10 --connect-timeout 99999999h|--connect-timeout must be at most 2h",
                "--clients 10 --auth-timeout 100h|--auth-timeout must be at most 2h",
                "--clients 10 --down 99999999h|--down must be at most 2h",
                "--clients 10 --server-cores Infinity|--server-cores must be at most 256",
                "--clients 10 --server-cores NaN|--server-cores must be at most 256",
                "--clients 10 --directory ldap --backend-places 2147483647|--backend-places must be at most 1,000,000",
                "--clients 10 --cores NaN|--cores must be at most 256",
                "--clients 10 --hash scrypt|what another hash takes says --hash-cost",
                "--clients 10 --instances 0|--instances must be from 1",
                "--clients 10 --instances 1 --lose 1|--lose leaves no instance of --instances",
                "--clients 10 --hashing-threads 0|there must be a hashing thread",
                "--clients 10 --directory ldap --backend-rate 0|the backend must answer somebody",
                "--clients 10 --expect plan.instanzes==1|names no figure; there are: ",
            })
    void badUsageEndsWithTwoAndSaysWhatIsWrong(String arguments, String message) {
        LoadRun run = plan(arguments == null ? new String[0] : arguments.split(" "));

        assertThat(run.err()).contains(message).contains("Try 'gatehouse load plan --help'.");
        assertThat(run.err().lines()).as("nothing pushes it out of sight").hasSizeLessThan(5);
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void helpTeaches() {
        LoadRun run = plan("--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Examples:", "gatehouse load plan --clients 20000", "docs/guides/sizing.md");
    }

    @Test
    void aPlanThatHoldsIsNamedWithItsSettings() {
        LoadRun run = plan("--clients", "1000", "--within", "30s");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("instances", "hashing", "holds").contains("yes");
        assertThat(run.err()).contains("1,000 clients are back within 30 s with ", "-Xmx256m", "passwords.threads: 1");
    }

    @Test
    void aPlanThatDoesNotHoldEndsWithOneAndSaysWhatLimits() {
        LoadRun run = plan("--clients", "50000", "--servers", "1", "--within", "8s");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Not held: after 8 s ", "the nats-servers cannot handle more logins");
    }

    @Test
    void aTimeThatIsTooShortForTheClientsThemselvesIsToldSo() {
        assertThat(plan("--clients", "1000", "--within", "2s").err())
                .contains("Not held: after 2 s 0 of 1,000 clients are back", "clients wait 2 s, and up to 0.1 s more");
        assertThat(plan("--clients", "100", "--within", "30s", "--reconnect-jitter", "2m", "--directory", "token")
                        .err())
                .contains("clients wait 2 s, and up to 120 s more");
        assertThat(plan("--clients", "100", "--within", "30s", "--down", "5m").err())
                .contains("the servers are down for 300 s");
    }

    @Test
    void aHashThatTakesLongerThanAnAnswerMayIsToldSo() {
        LoadRun run = plan("--clients", "20", "--within", "10s", "--hash", "bcrypt:16");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("A hash takes 3.1 s, longer than an answer may, which is 1.5 s");
    }

    @Test
    void oneClientIsOne() {
        assertThat(plan("--clients", "1").err()).contains("1 client is back within 60 s with one instance");
    }

    @Test
    void theMeasuredStormsAreAPageToo(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("measured.html");
        LoadRun run = plan("--measured", "--report", page.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("within 1.5 times of what was measured. The furthest off: ");
        assertThat(page)
                .content()
                .contains("The simulation against measured storms", "Predicted, of what was measured");
    }

    @Test
    void aPlanThatRestsOnALongAcceptQueueIsDoubted() {
        String[] crowd = {
            "--clients", "20000", "--servers", "1", "--directory", "token", "--instances", "1", "--within", "2m"
        };

        assertThat(plan(crowd).err()).contains("Do not rely on this:");
        List<String> spread = new ArrayList<>(List.of(crowd));
        spread.addAll(List.of("--reconnect-jitter", "20s"));
        assertThat(plan(spread.toArray(String[]::new)).err()).doesNotContain("Do not rely on this");
        List<String> shortQueue = new ArrayList<>(List.of(crowd));
        shortQueue.addAll(List.of("--accept-queue", "256"));
        assertThat(plan(shortQueue.toArray(String[]::new)).err()).doesNotContain("Do not rely on this");
    }

    @Test
    void figuresAreThoseOfThePlanAndOfAllThatWereTried() {
        LoadRun run = plan("--clients", "3000", "--within", "30s", "--json", "--expect", "plan.back==3000");
        JsonNode figures = json(run);

        assertThat(run.exit()).isZero();
        assertThat(figures.get("holds").booleanValue()).isTrue();
        assertThat(figures.get("tried").size()).isGreaterThan(1);
        assertThat(figures.get("plan").get("all_back_s").doubleValue()).isLessThanOrEqualTo(30);
        assertThat(figures.get("series").size()).isGreaterThan(2);
    }

    @Test
    void aMissedExpectationEndsWithOne() {
        assertThat(plan("--clients", "100", "--expect", "plan.instances>5").exit())
                .isEqualTo(1);
    }

    @Test
    void oneSeedHasOneResult() {
        String[] arguments = {"--clients", "3000", "--within", "30s", "--seed", "7", "--json"};

        assertThat(plan(arguments).out()).isEqualTo(plan(arguments).out());
    }

    @Test
    void costsCanBeThoseOfResults(@TempDir Path folder) throws IOException {
        Path servers = Files.writeString(folder.resolve("servers.json"), "{\"cpu_us_per_answer\": 62.5}");
        Path clients =
                Files.writeString(folder.resolve("clients.json"), "{\"logged_in\": 2000, \"first_broker_cpu_s\": 3.0}");
        JsonNode figures = json(plan(
                "--clients",
                "100",
                "--directory",
                "oidc",
                "--json",
                "--from",
                servers.toString(),
                "--from",
                clients.toString()));

        assertThat(figures.get("answer_us").doubleValue()).isEqualTo(62.5);
        // As much slower as the warm one: 89 us, of 33.
        assertThat(figures.get("cold_answer_us").doubleValue()).isBetween(168.0, 169.0);
        assertThat(figures.get("server_login_us").doubleValue()).isEqualTo(1500);
    }

    @Test
    void aResultWithoutCostsIsToldSo(@TempDir Path folder) throws IOException {
        Path nothing = Files.writeString(folder.resolve("nothing.json"), "{\"cpu_us_per_answer\": null}");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");

        assertThat(plan("--clients", "1", "--from", nothing.toString()))
                .returns(3, LoadRun::exit)
                .satisfies(run -> assertThat(run.err()).contains("has neither cpu_us_per_answer"));
        assertThat(plan("--clients", "1", "--from", broken.toString()))
                .returns(3, LoadRun::exit)
                .satisfies(run -> assertThat(run.err()).contains("is not JSON"));
        assertThat(plan("--clients", "1", "--from", "/nowhere/x.json").err())
                .contains("--from /nowhere/x.json cannot be read: no such file or folder");
    }

    @Test
    void aReportIsOnePage(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("plan.html");

        assertThat(plan("--clients", "100", "--report", page.toString()).exit()).isZero();
        assertThat(page)
                .content()
                .contains("A plan for 100 clients", "Clients in", "one instance", "gatehouse load plan --clients 100");
    }

    @Test
    void aMillionClientsOfASuperclusterTakeSeconds() {
        Instant begin = Instant.now();
        LoadRun run = plan(
                "--clients",
                "1000000",
                "--clusters",
                "4",
                "--servers",
                "10",
                "--reconnect-jitter",
                "60s",
                "--directory",
                "oidc",
                "--within",
                "2m",
                "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(json(run).get("plan").get("back").longValue()).isEqualTo(1_000_000);
        // Some seconds on a machine of its own; only a search that has run away takes this long.
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(2));
    }
}
