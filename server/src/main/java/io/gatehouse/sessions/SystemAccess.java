package io.gatehouse.sessions;

import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.Server;
import io.gatehouse.nats.SingleConnect;
import io.nats.client.Connection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A connection as a user of the system account, for a command; used by one thread. */
@SuppressWarnings("try") // closing may be interrupted
public final class SystemAccess implements AutoCloseable {
    private final Connection connection;
    private final ScheduledExecutorService timer;
    private final Sessions sessions;
    private final ClusterAccounts accounts;

    private SystemAccess(Connection connection, NatsSettings nats) {
        this.connection = connection;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "gatehouse-sessions");
            thread.setDaemon(true);
            return thread;
        });
        this.sessions = new Sessions(SystemConnection.over(connection), nats.connectTimeout(), timer, new PageSize());
        this.accounts = new ClusterAccounts(sessions.connection(), nats.connectTimeout(), 0, timer);
    }

    /**
     * Connects, and waits until a server has answered.
     *
     * @throws SystemException when that does not work; the message says why
     */
    public static SystemAccess open(NatsSettings nats) throws SystemException, InterruptedException {
        Connection connection;
        List<Server> servers = nats.inTurn();
        try {
            connection = SingleConnect.toAny(
                    servers, attempt -> NatsOptions.forRequests(nats, attempt).advancedRequestBehavior());
        } catch (NoConnectionException e) {
            throw new SystemException(SingleConnect.failure(servers, e), e.isOfLogin());
        }
        SystemAccess access = new SystemAccess(connection, nats);
        try {
            access.sessions.connection().verify(nats.connectTimeout());
        } catch (SystemException | InterruptedException e) {
            access.close();
            throw e;
        }
        return access;
    }

    public Sessions sessions() {
        return sessions;
    }

    public ClusterAccounts accounts() {
        return accounts;
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        connection.close();
    }
}
