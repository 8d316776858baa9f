package io.gatehouse.load.plan.storm;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How nats-servers share requests among the instances: any one of their own cluster, by chance; one of another cluster where there is
 * none. A request for which there is no instance at all is gone.
 */
final class QueueGroup {
    private final List<List<Instance>> clusters;
    private final RandomGenerator random;

    /** @param instances by clusters, as many in each */
    QueueGroup(List<List<Instance>> instances, RandomGenerator random) {
        this.clusters = instances.stream().map(List::copyOf).toList();
        this.random = random;
    }

    /** Who is to answer a request of a cluster; null where there is no instance at all. */
    @Nullable Instance choose(int cluster) {
        int count = clusters.size();
        for (int i = 0; i < count; i++) {
            Instance chosen = choose(clusters.get((cluster + i) % count));
            if (chosen.isAlive()) {
                return chosen;
            }
        }
        return null;
    }

    /** One of those that live, by chance; any where none does. */
    private Instance choose(List<Instance> among) {
        int first = random.nextInt(among.size());
        for (int i = 0; i < among.size(); i++) {
            Instance next = among.get((first + i) % among.size());
            if (next.isAlive()) {
                return next;
            }
        }
        return among.get(first);
    }

    /** So many instances are lost, in turn one of each cluster. */
    void lose(int count) {
        int width = clusters.get(0).size();
        IntStream.range(0, Math.min(count, width * clusters.size()))
                .mapToObj(i -> clusters.get(i % clusters.size()).get(i / clusters.size()))
                .forEach(Instance::die);
    }
}
