package io.gatehouse.transport;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An ordinary client, which logs in as a user would and tries what it may. */
public final class TrialClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The client library waits this long even when the server refused at once. */
    private static final Duration LOGIN = Duration.ofSeconds(2);

    private final Connection connection;

    private TrialClient(Connection connection) {
        this.connection = connection;
    }

    /**
     * Logs in, once.
     *
     * @param creds sentinel credentials, null for none
     * @throws LoginRefusedException when the server says no
     * @throws IOException when there is no server
     */
    public static TrialClient connect(String url, @Nullable Path creds, String user, String password)
            throws IOException, LoginRefusedException, InterruptedException {
        Options.Builder options = Options.builder()
                .server(url)
                .connectionName("gatehouse-trial")
                .connectionTimeout(LOGIN)
                .userInfo(user, password)
                .errorListener(new ErrorListener() {})
                .noReconnect();
        if (creds != null) {
            options.authHandler(Nats.credentials(creds.toString()));
        }
        try {
            return new TrialClient(Nats.connect(options.build()));
        } catch (IOException e) {
            throw refusalOr(e);
        }
    }

    /** The connection's number on its server. */
    public long id() {
        return connection.getServerInfo().getClientId();
    }

    /** Publishes to a subject; false when the server does not allow it. */
    public boolean mayPublish(String subject) throws InterruptedException, TimeoutException {
        connection.publish(subject, new byte[0]);
        connection.flush(PATIENCE);
        String error = connection.getLastError();
        return error == null || !error.contains("Permissions Violation for Publish to \"" + subject + "\"");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static IOException refusalOr(IOException e) throws LoginRefusedException {
        String message = String.valueOf(e.getMessage());
        if (message.toLowerCase(java.util.Locale.ROOT).contains("authorization violation")) {
            throw new LoginRefusedException("Authorization Violation");
        }
        return e;
    }
}
