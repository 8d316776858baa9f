package io.gatehouse.load.clients.engine;

import io.gatehouse.load.clients.policy.ReconnectPolicy;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Clients in this process, on few threads. */
public final class LocalClientGroup implements ClientGroup {
    private static final int MOST_LOOPS = 4;
    private static final long CLOSE_SECONDS = 10;

    private final ClientCounters counters;
    private final EventLoopGroup loops;
    private final List<Ramp> ramps = new ArrayList<>();
    private final int size;

    /** Makes the clients; none dials yet. */
    public LocalClientGroup(ClientGroupPlan plan) {
        int threads = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
        loops = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("load-clients", true), NioIoHandler.newFactory());
        counters = new ClientCounters(System.nanoTime() - loops.next().ticker().nanoTime());
        size = plan.share().size(plan.clients());
        Dialer dialer = new TcpDialer(plan.servers(), plan.sources());
        ClientContext context = new ClientContext(plan.policy(), plan.login(), dialer, plan.security(), counters);
        double rate = plan.rate() / plan.share().of();
        for (int i = 0; i < threads; i++) {
            EventLoop loop = loops.next();
            ramps.add(new Ramp(clients(plan, context, loop, i, threads), loop, rate / threads, window(plan, threads)));
        }
    }

    private static int window(ClientGroupPlan plan, int threads) {
        return Math.max(1, plan.window() / plan.share().of() / threads);
    }

    private static List<Client> clients(
            ClientGroupPlan plan, ClientContext context, EventLoop loop, int first, int step) {
        ReconnectPolicy policy = plan.policy();
        // One for all clients of a loop: a generator of its own would make each client half as large again.
        SplittableRandom random = new SplittableRandom();
        List<Client> clients = new ArrayList<>();
        ClientGroupPlan.Share share = plan.share();
        for (int i = first; i < share.size(plan.clients()); i += step) {
            int number = share.index() + i * share.of();
            clients.add(new Client(
                    number, context, loop, policy.retries(plan.servers().known(), random)));
        }
        return clients;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void start() {
        ramps.forEach(Ramp::start);
    }

    @Override
    public Counts counts() {
        return counters.counts();
    }

    @Override
    public void beginOutage() {
        counters.beginOutage();
    }

    @Override
    public Outage outage() {
        return counters.outage();
    }

    @Override
    public Set<Long> processes() {
        return Set.of(ProcessHandle.current().pid());
    }

    @Override
    public void close() {
        ramps.forEach(Ramp::close);
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
