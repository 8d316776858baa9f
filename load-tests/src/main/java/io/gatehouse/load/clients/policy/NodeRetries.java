package io.gatehouse.load.clients.policy;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * nats.js: each server is dialled at most once a reconnect wait, counted from its last dial, so a client that has been
 * connected for longer dials again at once. An authentication error closes it when the error before was one too, at any
 * server and however long ago: a login in between clears only an expired user.
 */
final class NodeRetries implements Retries {
    private static final long NEVER = Long.MIN_VALUE;

    private final ReconnectPolicy policy;
    private final RandomGenerator random;
    private final ServerPool pool;
    private final long[] lastDial;
    private ServerError lastError = ServerError.OTHER;
    private boolean loggedInOnce;

    NodeRetries(ReconnectPolicy policy, int servers, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
        this.pool = new ServerPool(servers);
        this.lastDial = new long[servers];
        Arrays.fill(lastDial, NEVER);
    }

    @Override
    public NextAction first(long now) {
        lastDial[0] = now;
        pool.rotate();
        return new NextAction.Dial(0, 0);
    }

    @Override
    public NextAction dropped(long now) {
        return next(now);
    }

    /** The server that was dialled is at the end of the list. */
    @Override
    public NextAction failed(long now) {
        // While the first connect is waited for, attempts are not counted.
        if (loggedInOnce) {
            int server = pool.last();
            pool.countReconnect(server);
            if (policy.isSpent(pool.reconnects(server))) {
                pool.removeLast();
            }
        }
        return next(now);
    }

    /** After each wait the library takes the next server and draws a new wait, so a wait may be prolonged. */
    private NextAction next(long now) {
        if (pool.isEmpty()) {
            return new NextAction.GiveUp();
        }
        long time = now;
        while (true) {
            long wait = policy.drawWait(random);
            int server = pool.head();
            pool.rotate();
            if (lastDial[server] == NEVER || lastDial[server] + wait <= time) {
                lastDial[server] = time;
                return new NextAction.Dial(server, time - now);
            }
            time += Math.min(wait, lastDial[server] + wait - time);
        }
    }

    @Override
    public boolean closesAfter(ServerError error, boolean loggedIn) {
        if (error == ServerError.PERMISSIONS_VIOLATION) {
            return false;
        }
        boolean again = isAuthentication(error) && isAuthentication(lastError);
        lastError = error;
        return again;
    }

    private static boolean isAuthentication(ServerError error) {
        return error.isRefusal() && error != ServerError.USER_AUTHENTICATION_REVOKED;
    }

    @Override
    public void loggedIn() {
        loggedInOnce = true;
        pool.forgetReconnects(pool.last());
        if (lastError == ServerError.USER_AUTHENTICATION_EXPIRED) {
            lastError = ServerError.OTHER;
        }
    }
}
