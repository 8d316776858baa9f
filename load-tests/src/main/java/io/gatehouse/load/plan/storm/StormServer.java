package io.gatehouse.load.plan.storm;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A nats-server. The kernel takes connections ahead of it, first in, first out, and drops those for which there is no room. What
 * it does for its connections waits in one queue, as goroutines do, so the more it has taken, the later is each of them. The
 * answers of an instance come by one connection, and each has its turn at the lock of the server behind all that wait for it,
 * whose holders work only while the server has CPU. The loops that take connections, and what other servers send, have a slice of
 * time in each round of that queue. A client that has hung up after it was greeted costs as much as another one, up to the
 * request.
 */
final class StormServer implements Station, Login.Asker {
    /** For how long Go lets one goroutine work while others wait. */
    private static final double SLICE = 10 * Ticks.MILLIS;

    /** Parts of a login that have their turns by themselves: to be greeted, to be asked about, to be let in. */
    private static final int PASSES = 3;

    private final SimulatedBrokers brokers;
    private final int cluster;
    private final QueueGroup instances;
    private final Routes routes;
    private final Ticks ticks;
    private final StormCounts tally;
    private final long upAt;
    private final Queue<Login> connected = new ArrayDeque<>();
    private final Queue<Login> running = new ArrayDeque<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final Queue<Routed> routed = new ArrayDeque<>();
    private long told;
    private long heard;
    /** For how long the lock has been free for answers, up to a tick; below zero while they wait for their turn at it. */
    private double lockFree;

    private double credit;
    private double spent;

    /** What an instance has sent to its server, about a login of this server or of another one. */
    private record Answer(Login login, StormServer origin) {}

    /**
     * A request or an answer that another server has sent, behind all that it had told before.
     *
     * @param to the instance that is asked; null for an answer
     * @param behind after how many subscriptions heard of it comes
     */
    private record Routed(Login login, @Nullable Instance to, long behind) {}

    StormServer(
            SimulatedBrokers brokers,
            int cluster,
            QueueGroup instances,
            Routes routes,
            Ticks ticks,
            StormCounts tally) {
        this.brokers = brokers;
        this.cluster = cluster;
        this.instances = instances;
        this.routes = routes;
        this.ticks = ticks;
        this.tally = tally;
        this.upAt = Ticks.of(brokers.down());
    }

    boolean isUp() {
        return ticks.now() >= upAt;
    }

    /** How long it waits for a login, in ticks. */
    long patience() {
        return Ticks.of(brokers.authTimeout());
    }

    /** CPU time that it has spent, in milliseconds. */
    double spent() {
        return spent;
    }

    /** A client connects: false where the kernel's queue has no room. */
    boolean connect(Login login) {
        return connected.size() < brokers.acceptQueue() && connected.add(login);
    }

    /** CONNECT has come. */
    void ask(Login login) {
        running.add(login);
    }

    /** The answer comes to the server to which the instance is connected. */
    @Override
    public void answered(Login login, Instance by) {
        by.server().answers.add(new Answer(login, this));
    }

    /** Another server sends a request for an instance of this one, or, where there is none, an answer. */
    void route(Login login, @Nullable Instance to) {
        routed.add(new Routed(login, to, heard + unheard()));
    }

    @Override
    public double work(double cpu) {
        credit += cpu;
        lockFree = Math.min(Ticks.MILLIS, lockFree + cpu / brokers.cores());
        do {
            double slice = credit * share();
            takeConnections(credit - slice);
            takeRouted(credit - slice);
            takeAnswers();
            while (credit > 0 && !running.isEmpty()) {
                spend(goOnWith(running.remove()));
            }
            takeConnections(0);
            takeRouted(0);
        } while (credit > 0 && !running.isEmpty());
        double unused = Math.max(0, credit);
        credit = Math.min(0, credit);
        return unused;
    }

    /** A loop has one slice in each round of all that waits to be worked on, each of which is a third of a login. */
    private double share() {
        double round = running.size() * brokers.loginMillis() / PASSES / brokers.cores();
        return SLICE / (SLICE + round);
    }

    /** Takes connections until no more than this is left of the credit. */
    private void takeConnections(double left) {
        while (credit > left && !connected.isEmpty()) {
            spend(brokers.acceptMillis());
            running.add(connected.remove());
        }
    }

    private long unheard() {
        return routes.told() - told - heard;
    }

    /** Takes what other servers have sent, in order, until no more than this is left of the credit. */
    private void takeRouted(double left) {
        while (credit > left) {
            Routed next = routed.peek();
            long ahead = next == null ? unheard() : next.behind() - heard;
            if (ahead > 0) {
                hear(ahead, credit - left);
            } else if (next != null) {
                routed.remove();
                pass(next);
            } else {
                return;
            }
        }
    }

    private void hear(long most, double cpu) {
        double each = brokers.hearMillis();
        long count = each == 0 ? most : Math.min(most, (long) Math.ceil(cpu / each));
        heard += count;
        spend(count * each);
    }

    private void pass(Routed message) {
        spend(brokers.passMillis());
        Instance to = message.to();
        if (to == null) {
            spend(finish(message.login()));
        } else {
            to.take(message.login());
        }
    }

    /** Each answer has its turn at the lock behind all that wait for it. */
    private void takeAnswers() {
        while (credit > 0 && !answers.isEmpty() && lockFree > 0) {
            lockFree -= brokers.lockMillis() * running.size();
            Answer answer = answers.remove();
            if (answer.origin() == this) {
                spend(finish(answer.login()));
            } else {
                spend(brokers.passMillis());
                answer.origin().route(answer.login(), null);
            }
        }
    }

    private double goOnWith(Login login) {
        if (!login.isGreeted()) {
            login.greet();
            return brokers.greetMillis();
        }
        tally.request();
        routes.tell();
        told++;
        double cost = brokers.askMillis() + brokers.tellMillis();
        Instance to = instances.choose(cluster);
        if (to == null) {
            return cost;
        }
        if (to.server() == this) {
            to.take(login);
            return cost;
        }
        to.server().route(login, to);
        return cost + brokers.passMillis();
    }

    private double finish(Login login) {
        if (login.isGone()) {
            tally.late();
            return 0;
        }
        login.letIn();
        return brokers.finishMillis();
    }

    private void spend(double cpu) {
        credit -= cpu;
        spent += cpu;
    }
}
