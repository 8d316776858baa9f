package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountLimits;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that leave no room for the service's subscriptions: it is not ready, and says which limit to look for. */
@AgainstNatsServer
class SubscriptionLimitsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOLD = "\"maximum subscriptions exceeded\": raise the limit of subscriptions (subs)";

    private static SigningKey key(Deployment deployment, String name) throws Exception {
        return SigningKey.fromSeed(Files.readString(deployment.key(name)).strip());
    }

    private static void limitUser(Deployment deployment, long subs) throws Exception {
        CredsFile creds = CredsFile.parse(Files.readString(deployment.serviceCreds()));
        UserToken token = creds.token();
        UserClaims.Body was = Objects.requireNonNull(token.claims().body());
        Limits limits = new Limits(subs, Limits.NO_LIMIT, Limits.NO_LIMIT, List.of(), List.of(), null);
        UserClaims.Body body = new UserClaims.Body(
                was.permissions(), limits, was.bearerToken(), was.proxyRequired(), was.allowedConnectionTypes());
        UserClaims claims = new UserClaims(token.claims().name(), null, token.account(), body, List.of());
        SigningKey signer = key(deployment, "AUTH.signing");
        String jwt = UserToken.issue(claims, signer, token.subject(), token.issuedAt(), 0);
        Files.writeString(deployment.serviceCreds(), new CredsFile(jwt, creds.user()).text());
    }

    private static void limitAccount(Deployment deployment, long subs) throws Exception {
        Path file = deployment.dir().resolve("jwt/AUTH.jwt");
        String before = Files.readString(file).strip();
        AccountLimits all = AccountLimits.UNLIMITED;
        String after = AccountClaims.decode(before)
                .withLimits(new AccountLimits(
                        subs, -1, -1, -1, -1, all.wildcardExports(), false, -1, -1, AccountLimits.JetStream.DISABLED))
                .encode(key(deployment, "operator.signing"), 1);
        Path conf = deployment.serverConf();
        Files.writeString(conf, Files.readString(conf).replace(before, after));
    }

    private static void awaitTold(Stage stage, LogCapture log) throws Exception {
        Pages pages = Pages.of(stage.launchService());
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> ready = pages.get("/readyz");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("maximum subscriptions exceeded");
        });
        log.await(0, "^ERROR Not able to answer requests: .*maximum subscriptions exceeded");
        assertThat(log.lines()).anyMatch(line -> line.startsWith("ERROR") && line.contains(TOLD));
    }

    @Test
    void withNoneItIsNotReady() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .set("http.listen", "127.0.0.1:0")
                        .prepared(deployment -> limit(() -> limitAccount(deployment, 0)))
                        .openWithoutService()) {
            awaitTold(stage, log);
        }
    }

    @Test
    void oneOfItsAccountIsEnoughForRequests() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .prepared(deployment -> limit(() -> limitAccount(deployment, 1)))
                        .open()) {
            stage.connect("alice", "alice").close();
            log.await(0, "^WARN nats-server says: maximum subscriptions exceeded; nats micro does not find");
        }
    }

    /** What is missing then is not what answers are made of. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void withFewOfItsUserNatsMicroDoesNotFindIt(long subs) throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .prepared(deployment -> limit(() -> limitUser(deployment, subs)))
                        .open()) {
            stage.connect("alice", "alice").close();
            log.await(0, "^WARN nats-server says: maximum subscriptions exceeded; nats micro does not find");
        }
    }

    @Test
    void withoutMicroOneIsEnough() throws Exception {
        try (Stage stage = Stage.operator()
                .set("nats.micro", "false")
                .prepared(deployment -> limit(() -> limitUser(deployment, 1)))
                .open()) {
            stage.connect("alice", "alice").close();
        }
    }

    private static void limit(Change change) {
        try {
            change.make();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Change {
        void make() throws Exception;
    }
}
