package io.gatehouse.load.clients.policy;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * nats.go: waits once a round, before the last server of it, so a client with one server waits before every attempt. The
 * same authentication error twice on one server closes it, whatever happened between the two, unless a login did.
 */
final class GoRetries implements Retries {
    private final ReconnectPolicy policy;
    private final RandomGenerator random;
    private final ServerPool pool;
    private final @Nullable ServerError[] lastError;
    private int triedThisRound;

    GoRetries(ReconnectPolicy policy, int servers, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
        this.pool = new ServerPool(servers);
        this.lastError = new ServerError[servers];
    }

    @Override
    public NextAction dropped(long now) {
        triedThisRound = 0;
        return next();
    }

    @Override
    public NextAction failed(long now) {
        return next();
    }

    private NextAction next() {
        if (policy.isSpent(pool.reconnects(pool.head()))) {
            pool.removeHead();
        } else {
            pool.rotate();
        }
        if (pool.isEmpty()) {
            return new NextAction.GiveUp();
        }
        pool.countReconnect(pool.head());
        return new NextAction.Dial(pool.head(), waitInRound());
    }

    private long waitInRound() {
        if (triedThisRound + 1 < pool.size()) {
            triedThisRound++;
            return 0;
        }
        triedThisRound = 0;
        return policy.drawWait(random);
    }

    @Override
    public boolean closesAfter(ServerError error, boolean loggedIn) {
        if (!isAuthentication(error)) {
            return loggedIn && !isSurvived(error);
        }
        int server = pool.head();
        boolean again = lastError[server] == error;
        lastError[server] = error;
        return again;
    }

    private static boolean isAuthentication(ServerError error) {
        return error.isRefusal() && error != ServerError.AUTHENTICATION_TIMEOUT;
    }

    /** An error that is none of these closes an established connection. */
    private static boolean isSurvived(ServerError error) {
        return switch (error) {
            case STALE_CONNECTION, MAXIMUM_CONNECTIONS, MAXIMUM_ACCOUNT_CONNECTIONS, PERMISSIONS_VIOLATION -> true;
            default -> false;
        };
    }

    @Override
    public void loggedIn() {
        lastError[pool.head()] = null;
        pool.forgetReconnects(pool.head());
    }
}
