package io.gatehouse.load.plan.storm;

import io.gatehouse.load.clients.policy.NextAction;
import io.gatehouse.load.clients.policy.ReconnectPolicy;
import io.gatehouse.load.clients.policy.Retries;
import io.gatehouse.load.clients.policy.ServerError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All clients, each by its library's own rules. Each knows one server, by turns. A connection that finds the kernel's queue full
 * is tried again by the kernel after one, three and seven seconds, as long as the client waits.
 */
final class Clients implements Station, Login.Caller {
    /** When all logged in before, in nanoseconds. */
    private static final long LONG_AGO = Duration.ofHours(1).toNanos();

    private static final long[] KERNEL_RETRIES = {1_000, 3_000, 7_000};

    /** What a timer is for, in the lowest bits of its entry; above it the client's stage, and its number above that. */
    private static final int DIAL = 0;

    private static final int CONNECT_AGAIN = 1;
    private static final int TIMEOUT = 2;
    private static final int REFUSAL = 3;
    private static final int STAGE_MASK = 0x3fff_ffff;

    private final Fleet fleet;
    private final List<StormServer> servers;
    private final Ticks ticks;
    private final Timers timers;
    private final StormCounts tally;
    private final long timeout;
    private final Retries[] retries;
    private final @Nullable Login[] logins;
    /** Counts what each has begun, so that timers of what is over are known by it. */
    private final int[] stages;

    private final Queue<Work> work = new ArrayDeque<>();
    private double credit;
    private int out;
    private long lostForGood;

    /** A connection to be made, or CONNECT to be sent where there is a login. */
    private record Work(int client, @Nullable Login login) {}

    Clients(
            Fleet fleet,
            List<StormServer> servers,
            Ticks ticks,
            Timers timers,
            StormCounts tally,
            RandomGenerator random) {
        this.fleet = fleet;
        this.servers = servers;
        this.ticks = ticks;
        this.timers = timers;
        this.tally = tally;
        this.timeout = Ticks.of(fleet.policy().connectTimeout());
        this.retries = new Retries[fleet.clients()];
        this.logins = new Login[fleet.clients()];
        this.stages = new int[fleet.clients()];
        this.out = fleet.clients();
        for (int client = 0; client < retries.length; client++) {
            retries[client] = fleet.policy().retries(1, random);
            retries[client].first(ticks.getAsLong() - LONG_AGO);
            retries[client].loggedIn();
            follow(client, retries[client].dropped(ticks.getAsLong()));
        }
    }

    /** The longest time ahead for which these clients set a timer, in ticks. */
    static long longestTimer(ReconnectPolicy policy, SimulatedBrokers brokers) {
        long wait = Ticks.of(policy.reconnectWait()) + Ticks.of(policy.jitter());
        return Math.max(wait, Math.max(Ticks.of(policy.connectTimeout()), Ticks.of(brokers.authTimeout()))) + 1;
    }

    /** How many are neither in nor have given up. */
    int out() {
        return out;
    }

    long lostForGood() {
        return lostForGood;
    }

    /** A timer is due. */
    void due(long entry) {
        int client = (int) (entry >>> 32);
        if (((entry >>> 2) & STAGE_MASK) != (stages[client] & STAGE_MASK)) {
            return;
        }
        switch ((int) (entry & 3)) {
            case DIAL -> work.add(new Work(client, null));
            case CONNECT_AGAIN -> connect(client);
            case TIMEOUT -> timeOut(client);
            default -> refuse(client);
        }
    }

    @Override
    public double work(double cpu) {
        credit += cpu;
        while (credit > 0 && !work.isEmpty()) {
            Work next = work.remove();
            credit -= fleet.attemptMillis() / 2;
            Login login = next.login();
            if (login == null) {
                dial(next.client());
            } else if (!login.isGone()) {
                server(next.client()).ask(login);
            }
        }
        double unused = Math.max(0, credit);
        credit = Math.min(0, credit);
        return unused;
    }

    /** From now on the server waits for the login as well. */
    @Override
    public void greeted(Login login) {
        if (login.isGone()) {
            return;
        }
        long refusal = ticks.now() + server(login.client()).patience();
        long end = login.connectedAt() + timeout;
        if (refusal < end) {
            set(login.client(), REFUSAL, fleet.policy().library().waitsOutTheTimeout() ? end - 1 : refusal);
        }
        work.add(new Work(login.client(), login));
    }

    @Override
    public void in(Login login) {
        int client = login.client();
        stages[client]++;
        logins[client] = null;
        retries[client].loggedIn();
        out--;
        tally.back(ticks.now());
    }

    private void dial(int client) {
        stages[client]++;
        tally.attempt();
        StormServer server = server(client);
        if (!server.isUp()) {
            failed(client);
            return;
        }
        set(client, TIMEOUT, ticks.now() + timeout);
        if (!connectTo(server, client)) {
            for (long retry : KERNEL_RETRIES) {
                if (retry < timeout) {
                    set(client, CONNECT_AGAIN, ticks.now() + retry);
                }
            }
        }
    }

    /** The kernel tries again. */
    private void connect(int client) {
        if (logins[client] == null
                && connectTo(server(client), client)
                && fleet.policy().library().timesLoginApart()) {
            stages[client]++;
            set(client, TIMEOUT, ticks.now() + timeout);
        }
    }

    private boolean connectTo(StormServer server, int client) {
        Login login = new Login(this, server, client, ticks.now());
        if (!server.connect(login)) {
            return false;
        }
        logins[client] = login;
        return true;
    }

    private void timeOut(int client) {
        hangUp(client);
        tally.timedOut();
        failed(client);
    }

    /** The server's patience ended before the client's, which takes that for a refusal. */
    private void refuse(int client) {
        hangUp(client);
        tally.refused();
        if (retries[client].closesAfter(ServerError.AUTHORIZATION_VIOLATION, false)) {
            lose(client);
        } else {
            failed(client);
        }
    }

    private void hangUp(int client) {
        Login login = logins[client];
        if (login != null) {
            login.hangUp();
            logins[client] = null;
        }
    }

    private void failed(int client) {
        stages[client]++;
        follow(client, retries[client].failed(ticks.getAsLong()));
    }

    private void follow(int client, NextAction next) {
        if (next instanceof NextAction.Dial dial) {
            set(client, DIAL, ticks.now() + Ticks.of(dial.waitNanos()));
        } else {
            lose(client);
        }
    }

    private void lose(int client) {
        stages[client]++;
        out--;
        lostForGood++;
    }

    private StormServer server(int client) {
        return servers.get(client % servers.size());
    }

    private void set(int client, int purpose, long tick) {
        long stage = stages[client] & STAGE_MASK;
        timers.add(tick, ((long) client << 32) | (stage << 2) | purpose);
    }
}
