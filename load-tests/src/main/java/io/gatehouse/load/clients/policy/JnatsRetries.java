package io.gatehouse.load.clients.policy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * jnats: the first round comes at once, a wait before each further one. The same authentication error twice on one
 * server closes it, unless there was a login, at any server, between the two. The loss of a connection counts against
 * the server's reconnects, so the wait and the count differ by one from nats.go's.
 */
final class JnatsRetries implements Retries {
    private final ReconnectPolicy policy;
    private final RandomGenerator random;
    private final ServerPool pool;
    private final @Nullable ServerError[] lastError;
    private int leftInRound;

    JnatsRetries(ReconnectPolicy policy, int servers, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
        this.pool = new ServerPool(servers);
        this.lastError = new ServerError[servers];
        // The first connect is a round of its own, and the round after it comes at once too.
        this.leftInRound = 2 * servers;
    }

    @Override
    public NextAction first(long now) {
        return dialHead(0);
    }

    /** The server being talked to is at the end of the list, where dialling has put it. */
    @Override
    public NextAction dropped(long now) {
        if (policy.maxReconnects() == 0) {
            return new NextAction.GiveUp();
        }
        countFailure();
        leftInRound = pool.size();
        return pool.isEmpty() ? new NextAction.GiveUp() : dialHead(0);
    }

    @Override
    public NextAction failed(long now) {
        countFailure();
        if (pool.isEmpty()) {
            return new NextAction.GiveUp();
        }
        if (leftInRound > 0) {
            return dialHead(0);
        }
        leftInRound = pool.size();
        return dialHead(policy.drawWait(random));
    }

    private NextAction dialHead(long wait) {
        int server = pool.head();
        pool.rotate();
        leftInRound--;
        return new NextAction.Dial(server, wait);
    }

    private void countFailure() {
        int server = pool.last();
        pool.countReconnect(server);
        if (policy.isSpent(pool.reconnects(server) - 1)) {
            pool.removeLast();
        }
    }

    @Override
    public boolean closesAfter(ServerError error, boolean loggedIn) {
        if (!error.isRefusal() || error == ServerError.AUTHENTICATION_TIMEOUT) {
            return false;
        }
        int server = pool.last();
        boolean again = !loggedIn && lastError[server] == error;
        lastError[server] = error;
        return again;
    }

    @Override
    public void loggedIn() {
        Arrays.fill(lastError, null);
        pool.forgetReconnects(pool.last());
    }
}
