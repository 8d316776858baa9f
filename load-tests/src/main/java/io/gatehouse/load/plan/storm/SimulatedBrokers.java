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

    /** To register the client and to answer it. */
    double finishMillis() {
        return loginMillis - acceptMillis() - greetMillis() - askMillis();
    }
}
