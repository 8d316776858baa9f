package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A login that the server refuses, known as soon as it says so: the client library would wait for all of its timeout. */
final class Refusal implements ErrorListener {
    private static final int PATIENCE_SECONDS = 10;

    private final CompletableFuture<String> said = new CompletableFuture<>();

    private Refusal() {}

    /** Logs in, and asserts that the client hears no more than that it may not. */
    static void of(Options.Builder client) {
        assertThat(said(client)).containsIgnoringCase("Authorization Violation");
    }

    /** The same, and asserts what the server's log says of it. */
    static void of(Options.Builder client, Stage stage, String logged) {
        long mark = stage.server().log().mark();
        of(client);
        stage.server().log().awaitAfter(mark, logged);
    }

    /** What the server says to a client that it does not let in. */
    static String said(Options.Builder client) {
        Refusal refusal = new Refusal();
        Options options = client.errorListener(refusal).build();
        Thread thread = new Thread(() -> refusal.connect(options), "refused-client");
        thread.setDaemon(true);
        thread.start();
        return refusal.await();
    }

    private String await() {
        try {
            return said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("not refused", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        said.complete(error);
    }

    @SuppressWarnings("try") // Connection.close may be interrupted
    private void connect(Options options) {
        try (Connection connection = Nats.connect(options)) {
            said.completeExceptionally(new AssertionError("let in as " + connection.getStatus()));
        } catch (AuthenticationException e) {
            said.complete(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            said.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            said.completeExceptionally(e);
        }
    }
}
