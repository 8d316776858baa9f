package io.gatehouse.nats;

import io.gatehouse.tls.TlsSettings;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An ordinary client, which logs in as a user would and tries what it may. */
public final class TrialClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;

    private TrialClient(Connection connection) {
        this.connection = connection;
    }

    /**
     * Logs in, once.
     *
     * @param creds sentinel credentials, null for none
     * @throws NoConnectionException when the server refuses, or there is none
     */
    public static TrialClient connect(String url, @Nullable Path creds, String user, String password)
            throws NoConnectionException, InterruptedException {
        TlsSettings tls = TlsSettings.DEFAULT;
        return new TrialClient(SingleConnect.toAny(
                List.of(Server.configured(ServerUrl.of(url), tls)),
                attempt -> NatsOptions.reach(options(creds, user, password), tls, attempt)));
    }

    private static Options.Builder options(@Nullable Path creds, String user, String password) {
        Options.Builder options = Options.builder()
                .connectionName("gatehouse-trial")
                .connectionTimeout(SingleConnect.PATIENT)
                .dataPortType(PlainPort.class.getName())
                .userInfo(user, password);
        return creds == null ? options : options.authHandler(Nats.credentials(creds.toString()));
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
}
