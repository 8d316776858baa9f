package io.gatehouse.transport;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Connects once, and knows of a refusal as soon as the server says so: the client library itself would go on waiting until
 * its connect timeout is over.
 */
final class SingleConnect implements ErrorListener {
    /** Longer than a server waits for a callout: 2 s by default, and a second more with TLS. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CompletableFuture<Connection> result = new CompletableFuture<>();

    private SingleConnect() {}

    static Connection with(Options.Builder builder) throws NoConnectionException, InterruptedException {
        SingleConnect attempt = new SingleConnect();
        Options options = builder.maxReconnects(0)
                .connectionTimeout(LIMIT)
                .errorListener(attempt)
                .build();
        Thread thread = new Thread(() -> attempt.connect(options), "gatehouse-preflight");
        thread.setDaemon(true);
        thread.start();
        try {
            return attempt.result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoConnectionException none) {
                throw none;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void connect(Options options) {
        try {
            Connection connection = Nats.connect(options);
            if (!result.complete(connection)) {
                connection.close();
            }
        } catch (AuthenticationException e) {
            refused();
        } catch (IOException e) {
            String message = e.getMessage();
            fail(false, message == null ? e.getClass().getSimpleName() : NatsSettings.withoutUser(message));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(false, "interrupted");
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        String text = error.toLowerCase(Locale.ROOT);
        if (text.contains("authoriz") || text.contains("authentic")) {
            refused();
        }
    }

    private void refused() {
        fail(true, "the login was refused");
    }

    private void fail(boolean refused, String message) {
        result.completeExceptionally(new NoConnectionException(refused, message));
    }
}
