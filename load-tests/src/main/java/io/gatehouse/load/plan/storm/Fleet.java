package io.gatehouse.load.plan.storm;

import io.gatehouse.load.clients.policy.ReconnectPolicy;

/**
 * The clients that come back.
 *
 * @param clients how many
 * @param policy whose rules they follow
 * @param attemptMillis CPU time of an attempt on the clients' side, which counts where they share a machine with the rest
 */
public record Fleet(int clients, ReconnectPolicy policy, double attemptMillis) {
    public Fleet {
        Checks.require(clients >= 1, "there must be a client");
        Checks.require(attemptMillis >= 0, "CPU time is negative");
    }
}
