package io.gatehouse.load.plan.storm;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that come to one instance at a steady rate, whatever becomes of them: the load of {@code load servers --rate}. */
public final class OpenLoad implements Login.Caller, Login.Asker {
    /** Not counted, for queues to fill. */
    private static final long SETTLING = 3 * Ticks.A_SECOND;

    private final Ticks ticks = new Ticks();
    private final StormCounts tally = new StormCounts();
    private final double perTick;
    private final Lookups lookups;
    private final Instance instance;
    private final Machine machine;
    private long counted;
    private long waited;
    private double due;
    private int sent;

    private OpenLoad(SimulatedService service, @Nullable SimulatedBackend backend, double perSecond, int clients) {
        this.perTick = perSecond / Ticks.A_SECOND;
        this.lookups = new Lookups(backend, 1, ticks, tally, new BitSet());
        long warm = Math.round(clients * service.warmShare());
        RememberedClients known = RememberedClients.of(0, 1, clients, client -> client < warm);
        this.instance = new Instance(service, lookups, known, ticks, tally);
        this.machine = new Machine(service.cores(), List.of(instance));
    }

    /**
     * What an instance makes of it.
     *
     * @param answersPerSecond answers, none of which is late
     * @param meanWaitSeconds from the arrival of an answered request to its answer
     */
    public record Found(double answersPerSecond, double meanWaitSeconds) {}

    /**
     * Offers requests of so many clients in turn.
     *
     * @param backend what is asked about those who are not known; null where nothing is
     * @param lasting what is counted, after three seconds that are not
     */
    public static Found of(
            SimulatedService service,
            @Nullable SimulatedBackend backend,
            double perSecond,
            int clients,
            Duration lasting) {
        return new OpenLoad(service, backend, perSecond, clients).run(clients, Ticks.of(lasting));
    }

    private Found run(int clients, long lasting) {
        while (ticks.now() < SETTLING + lasting) {
            ticks.advance();
            for (due += perTick; due >= 1; due--) {
                instance.take(new Login(this, this, sent++ % clients, ticks.now()));
            }
            lookups.complete();
            machine.work();
        }
        return new Found(
                counted * (double) Ticks.A_SECOND / lasting, waited / (double) Math.max(1, counted) / Ticks.A_SECOND);
    }

    @Override
    public void answered(Login login, Instance by) {
        if (ticks.now() > SETTLING) {
            counted++;
            waited += ticks.now() - login.connectedAt();
        }
    }

    @Override
    public void greeted(Login login) {
        throw new IllegalStateException("nobody has connected");
    }

    @Override
    public void in(Login login) {
        throw new IllegalStateException("nobody has connected");
    }
}
