package io.gatehouse.load.plan.storm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Simulates a restart: all clients lose their connections at once and come back until each is in or has given up. One setting
 * always has one outcome. Of what passes from one station to another each step takes a millisecond at most.
 */
public final class Storm {
    private final StormSettings settings;
    private final Ticks ticks = new Ticks();
    private final StormCounts tally = new StormCounts();
    private final Timers timers;
    private final Lookups lookups;
    private final List<Instance> instances;
    private final QueueGroup group;
    private final List<StormServer> servers;
    private final Clients clients;
    private final List<Machine> machines;

    private Storm(StormSettings settings) {
        this.settings = settings;
        RandomGenerator random = new SplittableRandom(settings.seed());
        SimulatedService service = settings.service();
        int clusters = settings.brokers().clusters();
        Routes routes = new Routes();
        BitSet known = known(service.warmShare(), random);
        this.timers = new Timers(ticks, Clients.longestTimer(settings.fleet().policy(), settings.brokers()));
        this.lookups = new Lookups(settings.backend(), clusters * service.instances(), ticks, tally, known);
        List<List<Instance>> byCluster = IntStream.range(0, clusters)
                .mapToObj(cluster -> instances(
                        RememberedClients.of(cluster, clusters, settings.fleet().clients(), known::get)))
                .toList();
        this.instances = byCluster.stream().flatMap(List::stream).toList();
        this.group = new QueueGroup(byCluster, random);
        this.servers = IntStream.range(0, settings.brokers().all())
                .mapToObj(i -> new StormServer(settings.brokers(), i % clusters, group, routes, ticks, tally))
                .toList();
        connect(byCluster);
        this.clients = new Clients(settings.fleet(), servers, ticks, timers, tally, random);
        this.machines = settings.sharedCores() > 0 ? List.of(together()) : apart();
    }

    /** What becomes of such a storm. */
    public static StormOutcome of(StormSettings settings) {
        return of(settings, StormWatch.NOBODY);
    }

    /** The same, with somebody who is told how far it is. */
    public static StormOutcome of(StormSettings settings, StormWatch watch) {
        return new Storm(settings).run(watch);
    }

    /** Those of one cluster. */
    private List<Instance> instances(RememberedClients known) {
        SimulatedService service = settings.service();
        return IntStream.range(0, service.instances())
                .mapToObj(i -> new Instance(service, lookups, known.copy(), ticks, tally))
                .toList();
    }

    /** Each instance to one server of its own cluster, by turns. */
    private void connect(List<List<Instance>> byCluster) {
        int clusters = byCluster.size();
        int width = servers.size() / clusters;
        for (int cluster = 0; cluster < clusters; cluster++) {
            List<Instance> own = byCluster.get(cluster);
            for (int i = 0; i < own.size(); i++) {
                own.get(i).connect(servers.get(cluster + clusters * (i % width)));
            }
        }
    }

    private BitSet known(double share, RandomGenerator random) {
        BitSet known = new BitSet(settings.fleet().clients());
        IntStream.range(0, settings.fleet().clients())
                .filter(client -> random.nextDouble() < share)
                .forEach(known::set);
        return known;
    }

    private Machine together() {
        List<Station> all = new ArrayList<>(List.of(clients));
        all.addAll(servers);
        all.addAll(instances);
        return new Machine(settings.sharedCores(), all);
    }

    /** Each on a machine of its own; that of the clients is never short of anything. */
    private List<Machine> apart() {
        List<Machine> all = new ArrayList<>();
        all.add(new Machine(Integer.MAX_VALUE, List.of(clients)));
        servers.forEach(server -> all.add(new Machine(settings.brokers().cores(), List.of(server))));
        instances.forEach(instance -> all.add(new Machine(settings.service().cores(), List.of(instance))));
        return all;
    }

    private StormOutcome run(StormWatch watch) {
        long end = Ticks.of(settings.limit());
        long lostAt =
                settings.service().lost() > 0 ? Ticks.of(settings.service().lostAfter()) : -1;
        while (clients.out() > 0 && ticks.now() < end) {
            ticks.advance();
            if (ticks.now() == lostAt) {
                group.lose(settings.service().lost());
            }
            step(watch);
        }
        return tally.outcome(
                settings.fleet().clients(),
                clients.lostForGood(),
                instances.stream().mapToDouble(Instance::spent).sum(),
                servers.stream().mapToDouble(StormServer::spent).sum());
    }

    private void step(StormWatch watch) {
        timers.due(clients::due);
        lookups.complete();
        machines.forEach(Machine::work);
        if (ticks.now() % Ticks.A_SECOND == 0) {
            watch.isOver(tally.endSecond(
                    instances.stream().mapToLong(Instance::waiting).sum()));
        }
    }
}
