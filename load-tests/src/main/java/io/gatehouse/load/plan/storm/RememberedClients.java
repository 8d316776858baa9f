package io.gatehouse.load.plan.storm;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * The clients whom an instance knows: those of its own cluster. The others come only when theirs has no instance any more, and are
 * not remembered, so that an instance takes room for its own cluster alone.
 */
final class RememberedClients {
    private final int cluster;
    private final int clusters;
    /** By their numbers within the cluster. */
    private final BitSet numbers;

    private RememberedClients(int cluster, int clusters, BitSet numbers) {
        this.cluster = cluster;
        this.clusters = clusters;
        this.numbers = numbers;
    }

    /**
     * Those of one cluster.
     *
     * @param clients of all clusters, over which they are spread by turns
     * @param known which of all clients are known
     */
    static RememberedClients of(int cluster, int clusters, int clients, IntPredicate known) {
        int own = (clients - cluster + clusters - 1) / clusters;
        BitSet numbers = new BitSet(own);
        for (int i = 0; i < own; i++) {
            numbers.set(i, known.test(i * clusters + cluster));
        }
        return new RememberedClients(cluster, clusters, numbers);
    }

    /** The same ones, of another instance. */
    RememberedClients copy() {
        return new RememberedClients(cluster, clusters, (BitSet) numbers.clone());
    }

    boolean has(int client) {
        return isOwn(client) && numbers.get(client / clusters);
    }

    void add(int client) {
        if (isOwn(client)) {
            numbers.set(client / clusters);
        }
    }

    private boolean isOwn(int client) {
        return client % clusters == cluster;
    }
}
