package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.claims.CredsFile;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another key of AUTH signs the {@code default_sentinel} of three servers, which restart one after the other, and the one before retires,
 * while a user without credentials logs in 200 times a second; none of these logins is lost.
 */
@AgainstNatsServer
@Tag("full")
class DefaultSentinelRotationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int A_SECOND = 200;
    private static final int SERVERS = 3;
    private static final String ISSUER = "issuer.seed";
    private static final String FORCE = "in force with these changes: ";
    private static final String RENEWED = "INFO the new connection to nats-server is in use";
    private static final String USERS = "{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"}}";

    @TempDir
    private Path dir;

    private record Ran(int exit, String text) {}

    private static Ran keys(Deployment deployment, OpenServers servers, String command, String... arguments) {
        Cli cli = new Cli(deployment.dir());
        List<String> all = new ArrayList<>(List.of("keys", command, "-c", "gatehouse.yaml"));
        all.addAll(List.of("--set", "nats.url=" + servers.urls(0), "--servers", "" + SERVERS));
        all.addAll(List.of(arguments));
        int exit = cli.run(all.toArray(String[]::new));
        return new Ran(exit, cli.out() + cli.err());
    }

    private static void succeeds(Ran ran, String says) {
        assertThat(ran.exit).as(ran.text).isZero();
        assertThat(ran.text).contains(says);
    }

    private static Service start(Deployment deployment, String urls) throws InterruptedException {
        Service service = Service.start(new SettingsLoader(Map.of(), deployment.dir())
                .option("nats.url", "--server", urls)
                .option("http.listen", "--http", "127.0.0.1:0")
                .option("config.reload", "--set", "20ms")
                .load(deployment.settings()));
        service.awaitUp();
        return service;
    }

    /** How many clients came with a sentinel that the key has signed. */
    private static double sentinels(List<Service> instances, String key) throws Exception {
        String metric = "gatehouse_key_requests_total{key=\"" + key + "\",kind=\"sentinel\"}";
        double all = 0;
        for (Service each : instances) {
            Pages pages = Pages.of(each);
            all += pages.get("/metrics").body().contains(metric) ? pages.metric(metric) : 0;
        }
        return all;
    }

    private static String publicKey(Path file) throws Exception {
        return SigningKey.fromSeed(Files.readString(file)).publicKey().text();
    }

    private static String jwt(Path creds) throws Exception {
        return CredsFile.parse(Files.readString(creds)).jwt();
    }

    @Test
    @SuppressWarnings("try") // logins end before they are counted
    void noLoginIsLost() throws Exception {
        Deployment deployment = Deployment.create(
                dir.resolve("deployment"), DeploymentOptions.defaults().withDefaultSentinel(true));
        Files.writeString(deployment.users(), USERS);
        String operator = deployment.key("operator.signing").toString();
        String old = publicKey(deployment.key("AUTH.signing"));
        Path sentinel = deployment.sentinelCreds();
        String before = jwt(sentinel);
        try (LogCapture log = LogCapture.of(Level.INFO);
                OpenServers servers = OpenServers.start(deployment);
                Service one = start(deployment, servers.urls(0));
                Service two = start(deployment, servers.urls(1));
                PacedLogins logins = PacedLogins.start(servers, A_SECOND)) {
            List<Service> instances = List.of(one, two);
            succeeds(keys(deployment, servers, "add", "--operator-key", operator, ISSUER, "next.nk"), "in force on");
            int mark = log.mark();
            String signed = deployment.serviceCreds() + "," + sentinel;
            succeeds(keys(deployment, servers, "promote", "--sign", signed, ISSUER, "next.nk"), "signed again");
            for (int told = 0; told < instances.size(); told++) {
                mark = log.await(mark, RENEWED);
            }
            String[] retires = {"--operator-key", operator, ISSUER, old};
            Ran refused = keys(deployment, servers, "retire", retires);
            assertThat(refused.exit).as(refused.text).isOne();
            assertThat(refused.text).contains("signed by it: default_sentinel");

            String after = jwt(sentinel);
            Files.writeString(
                    deployment.serverConf(),
                    Files.readString(deployment.serverConf()).replace(before, after));
            for (int number = 0; number < SERVERS; number++) {
                servers.restart(number, conf -> conf.replace(before, after));
                logins.awaitMore(A_SECOND);
                assertThat(logins.lost()).as("with server %s restarted", number).isEmpty();
            }
            String next = publicKey(deployment.dir().resolve("next.nk"));
            await().atMost(PATIENCE).until(() -> sentinels(instances, next) > A_SECOND);
            double left = sentinels(instances, old);
            assertThat(left).isPositive();
            logins.awaitMore(A_SECOND);
            assertThat(sentinels(instances, old)).isEqualTo(left);

            mark = log.mark();
            succeeds(keys(deployment, servers, "retire", retires), old + ": retired, and removed from");
            for (int told = 0; told < instances.size(); told++) {
                mark = log.await(mark, FORCE + ISSUER);
            }
            logins.awaitMore(A_SECOND);
            logins.close();
            assertThat(logins.lost()).isEmpty();
            assertThat(logins.unaccounted()).isZero();
        }
    }
}
