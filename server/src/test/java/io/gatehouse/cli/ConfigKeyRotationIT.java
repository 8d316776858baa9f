package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each key of config mode takes another's place while a user logs in 200 times a second; none of these logins is lost. */
@AgainstNatsServer
@Tag("heavy")
class ConfigKeyRotationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int A_SECOND = 200;
    private static final String RENEWED = "INFO the new connection to nats-server is in use";
    private static final String USERS = "{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"}}";

    @TempDir
    private Path dir;

    private static void write(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The servers restart one after the other with the new keys; nats-server does not take them otherwise. */
    @Test
    @SuppressWarnings("try") // logins end before they are counted
    void theIssuerAndTheXkeyByARollingRestart() throws Exception {
        Deployment deployment = Deployment.create(
                dir.resolve("deployment"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
        Files.writeString(deployment.users(), USERS);
        SigningKey issuer = SigningKey.fromSeed(Files.readString(deployment.key("issuer")));
        SigningKey nextIssuer = SigningKey.generate(NkeyKind.ACCOUNT);
        CurveKey xkey = CurveKey.fromSeed(Files.readString(deployment.key("xkey")));
        CurveKey nextXkey = CurveKey.generate();
        String before = "gatehouse_key_requests_total{key=\"" + issuer + "\",kind=\"issuer\"}";
        String after = "gatehouse_key_requests_total{key=\"" + nextIssuer + "\",kind=\"issuer\"}";
        try (LogCapture log = LogCapture.of(Level.INFO);
                OpenServers servers = OpenServers.start(deployment);
                Service one = start(deployment, servers.urls(0));
                Service two = start(deployment, servers.urls(1));
                PacedLogins logins = PacedLogins.start(servers, A_SECOND)) {
            int mark = log.mark();
            write(deployment.key("issuer"), issuer.seed() + "\n" + nextIssuer.seed() + "\n");
            write(deployment.key("xkey"), xkey.seed() + "\n" + nextXkey.seed() + "\n");
            for (Service each : List.of(one, two)) {
                await().atMost(PATIENCE)
                        .until(() -> Pages.of(each).get("/metrics").body().contains(after)
                                && Pages.of(each).get("/metrics").body().contains(nextXkey.toString()));
            }
            for (int number = 0; number < 3; number++) {
                servers.restart(
                        number,
                        conf -> conf.replace(issuer.toString(), nextIssuer.toString())
                                .replace(xkey.toString(), nextXkey.toString()));
                logins.awaitMore(A_SECOND);
                assertThat(logins.lost()).as("with server %s restarted", number).isEmpty();
            }
            double left = Pages.of(one).metric(before) + Pages.of(two).metric(before);
            logins.awaitMore(A_SECOND);
            assertThat(Pages.of(one).metric(before) + Pages.of(two).metric(before))
                    .isEqualTo(left);
            assertThat(Pages.of(one).metric(after) + Pages.of(two).metric(after))
                    .isGreaterThan(A_SECOND);

            write(deployment.key("issuer"), nextIssuer.seed());
            write(deployment.key("xkey"), nextXkey.seed());
            log.await(mark, "in force with these changes: (issuer.seed, )?xkey.seed");
            for (Service each : List.of(one, two)) {
                await().atMost(PATIENCE)
                        .until(() -> !Pages.of(each).get("/metrics").body().contains(issuer.toString())
                                && !Pages.of(each).get("/metrics").body().contains(xkey.toString()));
            }
            logins.awaitMore(A_SECOND);
            logins.close();
            assertThat(logins.lost()).isEmpty();
            assertThat(logins.unaccounted()).isZero();
        }
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

    @Test
    void theUserAndThePasswordOfTheService() throws Exception {
        SigningKey nkey = SigningKey.generate(NkeyKind.USER);
        Stage.Builder builder = PacedReloads.staff(Stage.config()).serverConf(conf -> {
            String user = conf.replaceFirst("(?s).*users: \\[ (\\{ user: gatehouse,.*?\\n    \\}) \\].*", "$1");
            String next = user.replace("user: gatehouse,", "user: next,");
            String keyed = user.replaceFirst("user: gatehouse, password: \\S+,", "nkey: " + nkey.publicKey() + ",");
            return conf.replace(user, user + ", " + next + ", " + keyed)
                    .replace("[ gatehouse, sys ]", "[ gatehouse, next, sys, " + nkey.publicKey() + " ]");
        });
        try (PacedReloads reloads = PacedReloads.open(builder)) {
            Path folder = reloads.stage().deployment().dir();
            int mark = reloads.log().mark();
            reloads.take("nats.user", reloads.yaml().replace("user: gatehouse", "user: next"));
            mark = reloads.log().await(mark, RENEWED);

            String password = Files.readString(folder.resolve("creds/service.password"));
            reloads.take("nats.password_file", () -> write(folder.resolve("creds/service.password"), "wrong"));
            reloads.log().await(mark, "WARN No connection to nats-server .*nats.user and its password");
            reloads.take("nats.password_file", () -> write(folder.resolve("creds/service.password"), password));
            mark = reloads.log().await(mark, RENEWED);

            write(folder.resolve("service.nk"), nkey.seed());
            reloads.take(
                    "nats.user, nats.password_file, nats.nkey",
                    reloads.yaml()
                            .replaceFirst(" {2}user: gatehouse\\n {2}password_file: .*\\n", "  nkey: service.nk\n"));
            reloads.log().await(mark, RENEWED);
        }
    }

    @Test
    void theCertificateOfTheService() throws Exception {
        TestPki pki = TestPki.create(Files.createDirectory(dir.resolve("first")));
        ServiceCertificate certificate = new ServiceCertificate(pki);
        try (PacedReloads reloads = PacedReloads.open(certificate.on(PacedReloads.staff(Stage.config())))) {
            Path folder = reloads.stage().deployment().dir();
            pki.addClient("other");
            int mark = reloads.log().mark();
            reloads.take("nats.tls.cert, nats.tls.key", () -> certificate.exchange(folder, "other"));
            reloads.log().await(mark, RENEWED);
            reloads.take(
                    "nats.tls.ca",
                    () -> write(
                            folder.resolve("v2/ca.pem"),
                            Files.readString(pki.cert("client")) + Files.readString(pki.cert("ca"))));
            reloads.refuseFile(
                    "nats.tls.ca: .*ca.pem has no certificate in it", folder.resolve("v2/ca.pem"), "no certificate");
        }
    }

    /** What is wrong with a file is told with its name, and where the configuration names it; what was read before stays in use. */
    @Test
    void badKeysChangeNothing() throws Exception {
        try (PacedReloads reloads = PacedReloads.open(PacedReloads.staff(Stage.config()))) {
            Deployment deployment = reloads.stage().deployment();
            String place = "gatehouse.yaml:\\d+:\\d+: ";
            Path issuer = deployment.key("issuer");
            Path xkey = deployment.key("xkey");
            String user = SigningKey.generate(NkeyKind.USER).seed();
            reloads.refuseFile(place + "issuer.seed: the file .*issuer.nk is empty", issuer, "");
            reloads.refuseFile(place + "issuer.seed: is the key of a user", issuer, user);
            reloads.refuseFile(place + "issuer.seed: .*a seed of an account", issuer, user.substring(0, 40));
            reloads.refuseFile(place + "xkey.seed: .*make one with nsc generate nkey --curve", xkey, user);
            reloads.refuseFile(place + "issuer.seed: no such key file: .*issuer.nk", issuer, null);
            reloads.refuseFile(
                    place + "nats.password_file: the file .*service.password .*",
                    deployment.dir().resolve("creds/service.password"),
                    "two\nlines");
            assertThat(reloads.log().lines()).noneMatch(line -> line.contains(user));
        }
    }
}
