package io.gatehouse.load.clients.scenario;

import io.gatehouse.load.options.LoadException;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a service lets a client in. */
final class FirstLogin {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TRY = Duration.ofSeconds(3);
    private static final long PAUSE_MILLIS = 200;

    private FirstLogin() {}

    /**
     * Tries until it works.
     *
     * @throws LoadException when the service ends, or lets nobody in for 90 s
     */
    static void await(String url, String user, String password, ServiceProcess service) {
        Options options = Options.builder()
                .server(url)
                .userInfo(user, password)
                .connectionTimeout(TRY)
                .errorListener(new ErrorListener() {})
                .noReconnect()
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!works(options)) {
            service.checkRuns();
            if (System.nanoTime() - deadline >= 0) {
                throw new LoadException(
                        "the service has let nobody in for " + PATIENCE.toSeconds() + " s:\n" + service.endOfLog());
            }
        }
    }

    private static boolean works(Options options) {
        try {
            Connection connection = Nats.connect(options);
            boolean in = connection.getStatus() == Connection.Status.CONNECTED;
            connection.close();
            return in;
        } catch (IOException e) {
            pause();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while the service was started", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
