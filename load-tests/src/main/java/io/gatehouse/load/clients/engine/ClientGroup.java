package io.gatehouse.load.clients.engine;

import java.util.Set;

/** Many clients that are counted together. */
public interface ClientGroup extends AutoCloseable {
    /** How many clients there are. */
    int size();

    /** The clients begin to log in, at the group's rate. */
    void start();

    /** What was counted until now, or a moment ago. */
    Counts counts();

    /** Forgets the outages seen so far; to be called while all clients are in. */
    void beginOutage();

    /** The outage as seen until now. */
    Outage outage();

    /** The processes that the clients are in. */
    Set<Long> processes();

    /** Closes every connection. */
    @Override
    void close();
}
