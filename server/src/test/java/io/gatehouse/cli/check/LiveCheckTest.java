package io.gatehouse.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.check.finding.Finding;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.nats.ClientLogin;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.transport.Preflight.Facts;
import io.gatehouse.transport.Preflight.LoginResult;
import io.gatehouse.transport.Preflight.Observer;
import io.gatehouse.transport.Probe;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no server at hand can show: an old version, and clocks that differ. */
class LiveCheckTest {
    @TempDir
    private Path dir;

    private Findings check(Facts facts) throws Exception {
        Deployment made = Deployment.create(
                dir.resolve("nats"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
        GatehouseSettings settings = new SettingsLoader(Map.of(), dir).load(made.settings());
        Findings findings = new Findings(finding -> {});
        new LiveCheck(settings, null, null, Before.NOTHING, Clock.systemUTC(), findings).run(new Told(facts), null);
        return findings;
    }

    /** A pipeline reads what check prints. */
    @Test
    void aMistakeOfOursIsAFindingToo() throws Exception {
        Deployment made = Deployment.create(
                dir.resolve("nats"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
        GatehouseSettings settings = new SettingsLoader(Map.of(), dir).load(made.settings());
        Findings findings = new Findings(finding -> {});

        new CheckRun(settings, Map.of(), Clock.systemUTC(), findings).run(new Told(facts(Duration.ZERO)) {
            @Override
            public LoginResult login(ClientLogin client, Observer observer) {
                throw new IllegalStateException("two\nlines");
            }
        });

        assertThat(findings.list().get(findings.list().size() - 1).toString())
                .startsWith(
                        "FAIL  a mistake in Gatehouse: the check itself failed (java.lang.IllegalStateException: two")
                .doesNotContain("\tat ", "\n");
    }

    private static Facts facts(Duration clockAhead) {
        return new Facts("n1", "2.15.3", true, "AUTH", 1 << 20, clockAhead, List.of());
    }

    @Test
    void findsAServerThatHasNoCallout() throws Exception {
        assertThat(check(new Facts("n1", "2.9.25", false, null, 0, null, List.of()))
                        .list())
                .extracting(Finding::toString)
                .contains("FAIL  nats-server 2.9.25 has no auth callout: install 2.10 or newer");
    }

    @Test
    void findsAClockThatMakesRequestsExpire() throws Exception {
        assertThat(check(facts(Duration.ofSeconds(-30))).list())
                .anySatisfy(finding -> assertThat(finding.toString())
                        .startsWith(
                                "FAIL  our clock is 30000 ms ahead of the server's, so that requests arrive expired"));
    }

    @Test
    void findsClocksThatDiffer() throws Exception {
        assertThat(check(facts(Duration.ofSeconds(30))).list())
                .anySatisfy(finding -> assertThat(finding.toString())
                        .startsWith("WARN  our clock and the server's are 30000 ms apart"));
    }

    /** A server of which only the facts are looked at. */
    private static class Told implements Probe.Source, Probe {
        private final Facts facts;

        Told(Facts facts) {
            this.facts = facts;
        }

        @Override
        public Facts facts() {
            return facts;
        }

        @Override
        public Probe connect(NatsSettings settings) {
            return this;
        }

        @Override
        public @Nullable String accountJwt(NatsSettings settings, Path sysCreds, String account) {
            return null;
        }

        @Override
        public boolean isOfSystemAccount(NatsSettings settings, Path sysCreds) {
            return false;
        }

        @Override
        public boolean isOfSystemAccount() {
            return false;
        }

        @Override
        public LoginResult login(ClientLogin client, Observer observer) {
            return new LoginResult(false, Duration.ofSeconds(2), false, false);
        }

        @Override
        public void close() {}
    }
}
