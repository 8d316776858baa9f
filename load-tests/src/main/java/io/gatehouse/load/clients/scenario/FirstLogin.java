package io.gatehouse.load.clients.scenario;

import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.nats.NatsLogin;
import io.gatehouse.load.nats.ServerAddress;
import io.gatehouse.load.nats.TlsClientContext;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.rig.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until a first client can log in. */
final class FirstLogin {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TRY = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private FirstLogin() {}

    /**
     * Tries until it works.
     *
     * @throws LoadException when the service ends, or no client can log in for 90 s
     */
    static void await(String url, String user, String password, ChildProcess service) {
        NatsLogin login = new NatsLogin.Password(user, password);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!works(ServerAddress.parse(url), login)) {
            service.check();
            if (System.nanoTime() - deadline >= 0) {
                throw new LoadException(
                        "the service has let nobody in for " + PATIENCE.toSeconds() + " s:\n" + service.tail());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean works(ServerAddress server, NatsLogin login) {
        try (NatsConnection connection =
                NatsConnection.connect(server, login, TlsClientContext.of(null, null, null), TRY)) {
            connection.check();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
