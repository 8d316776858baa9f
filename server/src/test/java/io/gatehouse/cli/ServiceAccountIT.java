package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In another account than the callout's no request arrives, so that the service is not ready, and says why. */
@Tag("heavy")
@AgainstNatsServer
class ServiceAccountIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;
    private static final String UNABLE = "^ERROR Not able to answer requests: the service's user is in ";

    private static void awaitReadyz(Service service, int status, String words) {
        Pages pages = Pages.of(service);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            HttpResponse<String> readyz = pages.get("/readyz");
            return readyz.statusCode() == status && readyz.body().contains(words);
        });
    }

    private static void removeIssuerAccount(Deployment deployment) throws Exception {
        Path file = deployment.settings();
        String before = Files.readString(file);
        String after = before.replaceAll("(?m)^  account: A.*\n", "");
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    @Test
    void anotherAccountThanThatOfIssuerAccountIsRefused() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .users(USERS)
                        .set("http.listen", "127.0.0.1:0")
                        .set("nats.creds", "creds/sys.creds")
                        .openWithoutService()) {
            Service service = stage.launchService();
            log.await(
                    0,
                    UNABLE + "account A[A-Z2-7]{55}, but requests arrive in account A[A-Z2-7]{55} \\(issuer.account\\):"
                            + " give it a user of that account");
            awaitReadyz(service, 503, "requests arrive in account A");
            assertThat(service.isUp()).isFalse();
            assertThat(log.lines()).noneMatch(line -> line.contains("Connected to nats-server"));
        }
    }

    /** From 2.12 on the server tells that it is the system account. */
    @Test
    void theSystemAccountIsNotReadyWhereTheCalloutsAccountIsNotKnown() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .users(USERS)
                        .set("http.listen", "127.0.0.1:0")
                        .set("nats.creds", "creds/sys.creds")
                        .openWithoutService()) {
            removeIssuerAccount(stage.deployment());
            Service service = stage.launchService();
            int connected = log.await(0, "^INFO Connected to nats-server");
            if (Objects.requireNonNull(service.serverFacts()).isOlderThan(2, 12)) {
                return;
            }
            log.await(
                    connected,
                    UNABLE + "the system account A[A-Z2-7]{55}, but requests arrive in the account that has"
                            + " A[A-Z2-7]{55} \\(issuer.seed\\) as its key or as a signing key");
            awaitReadyz(service, 503, "the system account");
            stage.assertRefused(stage.as("alice", "a1"));
            assertThat(service.isUp()).isFalse();
        }
    }

    @Test
    void theRightAccountIsReadyWhereItIsNotKnown() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .users(USERS)
                        .set("http.listen", "127.0.0.1:0")
                        .openWithoutService()) {
            removeIssuerAccount(stage.deployment());
            Service service = stage.startService();
            awaitReadyz(service, 200, "");
            stage.connect("alice", "a1").close();
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
        }
    }

    @Test
    void theSystemAccountIsNotReadyInConfigMode() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .users(USERS)
                        .set("http.listen", "127.0.0.1:0")
                        .set("nats.user", "sys")
                        .set("nats.password_file", "creds/sys.password")
                        .openWithoutService()) {
            Service service = stage.launchService();
            log.await(
                    0,
                    UNABLE + "(the system )?account SYS, but requests arrive in the account that auth_callout in"
                            + " server.conf names, so that it is not ready before it has answered one");
            awaitReadyz(service, 503, "account SYS, but requests arrive in the account");
            stage.assertRefused(stage.as("alice", "a1"));
            assertThat(service.isUp()).isFalse();
        }
    }

    /** nats-server takes the system account for a callout too; nobody should, but the first answer shows that it works. */
    @Test
    void aCalloutInTheSystemAccountIsReadyWithItsFirstAnswer() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .users(USERS)
                        .serverConf(conf -> conf.replace("account: AUTH", "account: SYS"))
                        .set("http.listen", "127.0.0.1:0")
                        .set("nats.user", "sys")
                        .set("nats.password_file", "creds/sys.password")
                        .openWithoutService()) {
            Service service = stage.launchService();
            int mark = log.await(0, UNABLE);
            awaitReadyz(service, 503, "account SYS");
            stage.connect("alice", "a1").close();
            log.await(mark, "^INFO nats-server has taken the first answer");
            awaitReadyz(service, 200, "");
        }
    }

    /** Users are placed in an account that is named, so that it is hardly the callout's. */
    @Test
    void anAccountThatUsersArePlacedInIsNotReadyInConfigMode() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .users(USERS)
                        .serverConf(conf -> conf.replace(
                                        "\"APP1\": {}", "APP1: { users: [ { user: astray, password: a5 } ] }")
                                .replace("auth_users: [ gatehouse", "auth_users: [ astray, gatehouse"))
                        .set("http.listen", "127.0.0.1:0")
                        .set("callout.allowed_accounts", "APP1")
                        .set("nats.user", "astray")
                        .set("nats.password", "a5")
                        .openWithoutService()) {
            Service service = stage.launchService();
            log.await(
                    0,
                    UNABLE + "account APP1, but requests arrive in the account that auth_callout in server.conf names");
            awaitReadyz(service, 503, "account APP1");
            assertThat(service.isUp()).isFalse();
        }
    }

    /** Users may be placed in the callout's own account on purpose. */
    @Test
    void theCalloutsOwnAccountThatIsNamedIsReadyWithItsFirstAnswer() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .users(USERS)
                        .set("http.listen", "127.0.0.1:0")
                        .set("callout.allowed_accounts", "APP1,AUTH")
                        .openWithoutService()) {
            Service service = stage.launchService();
            int mark = log.await(0, UNABLE + "account AUTH");
            awaitReadyz(service, 503, "account AUTH");
            stage.connect("alice", "a1").close();
            log.await(mark, "^INFO nats-server has taken the first answer");
            awaitReadyz(service, 200, "");
        }
    }

    @Test
    void whatTheConfigurationTellsOfTheAccountCountsAsItChanges() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .users(USERS)
                        .set("http.listen", "127.0.0.1:0")
                        .set("config.reload", "0s")
                        .prepared(deployment -> allow(deployment, "[ APP1, AUTH ]"))
                        .openWithoutService()) {
            Service service = stage.launchService();
            awaitReadyz(service, 503, "account AUTH");

            int before = log.mark();
            reload(stage, service, "[ APP1, APP2 ]");
            log.await(before, "^INFO Able to answer requests");
            awaitReadyz(service, 200, "");

            reload(stage, service, "[ APP1, AUTH ]");
            awaitReadyz(service, 503, "account AUTH, but requests arrive in the account");
            stage.connect("alice", "a1").close();
            log.await(before, "^INFO nats-server has taken the first answer");
            awaitReadyz(service, 200, "");
        }
    }

    private static void allow(Deployment deployment, String accounts) throws IOException {
        String before = Files.readString(deployment.settings());
        String after = before.replaceFirst("allowed_accounts: .*", "allowed_accounts: " + accounts);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(deployment.settings(), after);
    }

    private static void reload(Stage stage, Service service, String accounts) throws IOException {
        allow(stage.deployment(), accounts);
        assertThat(service.reload("a test").join().changed()).containsExactly("callout.allowed_accounts");
    }

    /** No key of the other mode is advised. */
    @Test
    void credentialsOfAnotherAccountThatCameLaterAreNamed() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .users(USERS)
                        .set("http.listen", "127.0.0.1:0")
                        .open()) {
            Deployment deployment = stage.deployment();
            Files.copy(
                    deployment.dir().resolve("creds/sys.creds"),
                    deployment.dir().resolve("creds/service.creds"),
                    StandardCopyOption.REPLACE_EXISTING);
            stage.server().restart();
            log.await(
                    0, "^ERROR nats-server says that the service's user is in account .*: check that nats.creds is of");
            assertThat(log.lines()).noneMatch(line -> line.contains("callout.allowed_accounts"));
        }
    }
}
