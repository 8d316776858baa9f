package io.gatehouse.load.plan.storm;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A nats-server. The kernel takes connections ahead of it, first in, first out, and drops those for which there is no room. What
 * it does for its connections waits in one queue, as goroutines do, so the more it has taken, the later is each of them. The answers of
 * an instance come by one connection, and each has its turn at the lock of the server behind all that wait for it. The loop that takes connections has a slice of time in each round of that queue. A client that has hung up after
 * it was greeted costs as much as another one, up to the request.
 */
final class StormServer implements Station, Login.Asker {
    /** For how long Go lets one goroutine work while others wait. */
    private static final double SLICE = 10 * Ticks.MILLIS;

    /** Parts of a login that have their turns by themselves: to be greeted, to be asked about, to be let in. */
    private static final int PASSES = 3;

    /**
     * How long each of those that wait for the lock of the server holds it. The one figure that is fitted, to a measured storm of
     * which hardly anybody came back; all others were measured by themselves.
     */
    private static final double LOCK = 0.008 * Ticks.MILLIS;

    private final SimulatedBrokers brokers;
    private final int cluster;
    private final QueueGroup instances;
    private final Ticks ticks;
    private final StormCounts tally;
    private final long upAt;
    private final Queue<Login> connected = new ArrayDeque<>();
    private final Queue<Login> running = new ArrayDeque<>();
    private final Queue<Login> answers = new ArrayDeque<>();
    private double nextAnswer;
    private double credit;
    private double spent;

    StormServer(SimulatedBrokers brokers, int cluster, QueueGroup instances, Ticks ticks, StormCounts tally) {
        this.brokers = brokers;
        this.cluster = cluster;
        this.instances = instances;
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

    @Override
    public void answered(Login login) {
        answers.add(login);
    }

    @Override
    public double work(double cpu) {
        credit += cpu;
        do {
            takeConnections(credit * (1 - acceptShare()));
            takeAnswers();
            while (credit > 0 && !running.isEmpty()) {
                spend(goOnWith(running.remove()));
            }
            takeConnections(0);
        } while (credit > 0 && !running.isEmpty());
        double unused = Math.max(0, credit);
        credit = Math.min(0, credit);
        return unused;
    }

    /** The loop has one slice in each round of all that waits to be worked on, each of which is a third of a login. */
    private double acceptShare() {
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

    /** Each answer has its turn at the lock behind all that wait for it. */
    private void takeAnswers() {
        nextAnswer = Math.max(nextAnswer, (double) ticks.now());
        while (credit > 0 && !answers.isEmpty() && nextAnswer < ticks.now() + Ticks.MILLIS) {
            nextAnswer += LOCK * running.size();
            spend(finish(answers.remove()));
        }
    }

    private double goOnWith(Login login) {
        if (!login.isGreeted()) {
            login.greet();
            return brokers.greetMillis();
        }
        tally.request();
        instances.take(login, cluster);
        return brokers.askMillis();
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
