package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another signing key of the operator takes the place of the one that has signed every account, while a user logs in 200 times a second at
 * three servers, which restart one after the other, twice; none of these logins is lost, and none is tried again.
 */
@AgainstNatsServer
@Tag("full")
class OperatorKeyRotationIT {
    private static final int A_SECOND = 200;
    private static final int SERVERS = 3;
    private static final String USERS = "{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"}}";

    @TempDir
    private Path dir;

    private static Service start(Deployment deployment, String urls) throws InterruptedException {
        Service service = Service.start(new SettingsLoader(Map.of(), deployment.dir())
                .option("nats.url", "--server", urls)
                .option("http.listen", "--http", "127.0.0.1:0")
                .load(deployment.settings()));
        service.awaitUp();
        return service;
    }

    private static String listing(Deployment deployment, String conf, SigningKey... signers) {
        try {
            return OperatorJwt.listing(deployment, conf, signers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restartAll(
            Deployment deployment, OpenServers servers, PacedLogins logins, SigningKey... signers) throws Exception {
        for (int number = 0; number < SERVERS; number++) {
            servers.restart(number, conf -> listing(deployment, conf, signers));
            logins.awaitMore(A_SECOND);
            assertThat(logins.lost()).as("with server %s restarted", number).isEmpty();
        }
    }

    @Test
    @SuppressWarnings("try") // logins end before they are counted
    void noLoginIsLost() throws Exception {
        Deployment deployment = Deployment.create(
                dir.resolve("deployment"), DeploymentOptions.defaults().withDefaultSentinel(true));
        Files.writeString(deployment.users(), USERS);
        SigningKey before = SigningKey.fromSeed(Files.readString(deployment.key("operator.signing")));
        SigningKey after = SigningKey.generate(NkeyKind.OPERATOR);
        try (OpenServers servers = OpenServers.start(deployment);
                Service one = start(deployment, servers.urls(0));
                Service two = start(deployment, servers.urls(1));
                PacedLogins logins = PacedLogins.start(servers, A_SECOND)) {
            restartAll(deployment, servers, logins, before, after);
            String url = servers.urls(0).split(",", -1)[0];
            try (Resolver resolver = Resolver.of(deployment, url)) {
                for (String account : List.of("SYS", "AUTH", "APP1", "APP2")) {
                    resolver.push(account, claims -> claims, after);
                    logins.awaitMore(A_SECOND);
                    assertThat(logins.lost())
                            .as("with account %s signed", account)
                            .isEmpty();
                }
            }
            restartAll(deployment, servers, logins, after);
            assertThat(one.isUp() && two.isUp()).isTrue();
            logins.close();
            assertThat(logins.lost()).isEmpty();
            assertThat(logins.unaccounted()).isZero();
        }
    }
}
