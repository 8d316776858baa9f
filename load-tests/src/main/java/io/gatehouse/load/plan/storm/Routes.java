package io.gatehouse.load.plan.storm;

/**
 * What the servers tell each other. Each login subscribes to its answer, and every server, of whatever cluster, hears of every
 * such subscription, so that a login costs all of them something.
 */
final class Routes {
    private long told;

    /** A login begins: all other servers are told. */
    void tell() {
        told++;
    }

    /** How many logins all servers have told of. */
    long told() {
        return told;
    }
}
