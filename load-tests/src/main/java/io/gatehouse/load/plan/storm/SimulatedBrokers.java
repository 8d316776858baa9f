package io.gatehouse.load.plan.storm;

import java.time.Duration;

/**
 * The nats-servers, all of which are restarted at once.
 *
 * @param clusters how many clusters there are, which gateways join where there are several
 * @param servers servers of each cluster
 * @param cores of each server
 * @param acceptQueue connections that the kernel accepts ahead of each, {@code net.core.somaxconn}
 * @param authTimeout how long a server waits for a login, from when it took the connection
 * @param down how long nobody listens after the restart
 * @param loginMillis CPU time of a server for a whole login
 */
public record SimulatedBrokers(
        int clusters,
        int servers,
        double cores,
        int acceptQueue,
        Duration authTimeout,
        Duration down,
        double loginMillis) {
    /** Of the CPU time of a login: to take the connection off the kernel's queue. */
    private static final double ACCEPTING = 0.025;

    /** To make a client of it, and to greet it. */
    private static final double GREETING = 0.05;

    /** To read CONNECT, and to make, sign and seal the request; with the others, as much as an attempt takes that fails. */
    private static final double ASKING = 0.425;

    /**
     * To take note of a login of another server, and that it has ended: each subscribes to its answer, and every server tells all
     * others of all subscriptions. Measured as this and the next two were, with 40,000 subscriptions: 3.5 us of 600.
     */
    private static final double HEARING = 0.006;

    /** To tell one other server of the cluster of a login, and that it has ended. */
    private static final double TELLING = 0.006;

    /** To tell the gateways of it: each server of the cluster does, whoever's login it is. */
    private static final double TELLING_GATEWAYS = 0.015;

    /** To take a request or an answer from another server, or to send it there: 1.5 us of 600. */
    private static final double PASSING = 0.0025;

    /**
     * How long each of those that wait for the lock of the server holds it, 8 us of 600. The one figure that is fitted, to a
     * measured storm of which hardly anybody came back; all others were measured by themselves.
     */
    private static final double LOCKING = 0.0133;

    public SimulatedBrokers {
        Checks.require(clusters >= 1 && servers >= 1, "there must be a server");
        Checks.require(cores > 0, "a server needs a processor");
        Checks.require(acceptQueue >= 1, "the queue of connections must have a place");
        Checks.require(loginMillis >= 0, "CPU time is negative");
    }

    /** Servers of all clusters. */
    public int all() {
        return clusters * servers;
    }

    double acceptMillis() {
        return ACCEPTING * loginMillis;
    }

    double greetMillis() {
        return GREETING * loginMillis;
    }

    double askMillis() {
        return ASKING * loginMillis;
    }

    /** Of each login of another server. */
    double hearMillis() {
        return HEARING * loginMillis;
    }

    /** Of each of its own logins, with what the gateways of the other servers of its cluster take. */
    double tellMillis() {
        double gateways = clusters == 1 ? 0 : TELLING_GATEWAYS * servers;
        return (TELLING * (servers - 1) + gateways) * loginMillis;
    }

    /** What each login takes of a server in the long run, with what it hears of those of all other servers meanwhile. */
    public double shareMillis() {
        return loginMillis + tellMillis() + (all() - 1) * hearMillis();
    }

    /** The same servers if they took no time, and let nobody wait for them. */
    public SimulatedBrokers free() {
        return new SimulatedBrokers(clusters, servers, cores, Integer.MAX_VALUE, authTimeout, down, 0);
    }

    double lockMillis() {
        return LOCKING * loginMillis;
    }

    double passMillis() {
        return PASSING * loginMillis;
    }

    /** To register the client and to answer it. */
    double finishMillis() {
        return loginMillis - acceptMillis() - greetMillis() - askMillis();
    }
}
