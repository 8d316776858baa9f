package io.gatehouse.load.plan.storm;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.admission.ServiceTime;
import io.gatehouse.pipeline.PipelineSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An instance of Gatehouse, with the very queue that a real one has: workers that answer who is known at once, and send the others
 * to the hashing threads or to the backend. Workers go before hashing threads, and what comes back before what is new.
 */
final class Instance implements Station {
    private static final long MOST_BYTES = 32L << 20;

    /** How long the reader waits before the next read while many wait. */
    private static final long PAUSE_BEHIND = 4;

    private static final int PLENTY_FOR_A_WORKER = 256;

    private final SimulatedService service;
    private final Ticks ticks;
    private final StormCounts tally;
    private final Lookups lookups;
    private final long budget = SimulatedService.BUDGET.toNanos();
    private final AdmissionQueue<Login> queue;
    private final Hashing hashing;
    private final RememberedClients known;
    private final Queue<Login> returned = new ArrayDeque<>();
    private final List<Login> arrived = new ArrayList<>();
    private @Nullable StormServer server;
    private boolean alive = true;
    private long readAt;
    private int underWay;
    private double credit;
    private double spent;

    /** @param known the clients whose identity it has in its cache */
    Instance(SimulatedService service, Lookups lookups, RememberedClients known, Ticks ticks, StormCounts tally) {
        this.service = service;
        this.ticks = ticks;
        this.tally = tally;
        this.lookups = lookups;
        this.known = known;
        QueueDiscipline discipline = QueueDiscipline.defaults().withMaxWaitAtMost(SimulatedService.BUDGET.dividedBy(2));
        this.queue = new AdmissionQueue<>(
                PipelineSettings.DEFAULT_QUEUE_CAPACITY,
                MOST_BYTES,
                ticks,
                (login, why) -> tally.shed(1),
                discipline,
                ServiceTime.UNKNOWN);
        this.hashing = new Hashing(service.hashingThreads(), service.costs().hash(), ticks, tally, this::verified);
    }

    /** It is connected to this server from now on. */
    void connect(StormServer to) {
        server = to;
    }

    /** The server to which it is connected. */
    StormServer server() {
        return Objects.requireNonNull(server);
    }

    boolean isAlive() {
        return alive;
    }

    /** Its process ends, and all that waits in it is gone. */
    void die() {
        alive = false;
    }

    /** How many requests wait in it, for whatever. */
    int waiting() {
        return alive ? queue.size() + hashing.waiting() : 0;
    }

    /** CPU time that it has spent, in milliseconds. */
    double spent() {
        return spent;
    }

    /** A request comes in. */
    void take(Login login) {
        arrived.add(login);
    }

    /** The backend, or the shared cache, has answered. */
    void lookedUp(Login login) {
        underWay--;
        verified(login);
    }

    private void verified(Login login) {
        known.add(login.client());
        login.verify();
        returned.add(login);
    }

    @Override
    public double work(double cpu) {
        if (!alive) {
            return cpu;
        }
        credit += cpu;
        read();
        boolean working = true;
        while (credit > 0 && working) {
            working = answerNext();
        }
        if (credit > 0 && service.costs().hash() > 0) {
            spend(hashing.work(credit));
        }
        double unused = Math.max(0, credit);
        credit = Math.min(0, credit);
        return unused;
    }

    private void read() {
        boolean behind = isBehind();
        if (arrived.isEmpty() || (behind && ticks.now() - readAt < PAUSE_BEHIND)) {
            return;
        }
        readAt = ticks.now();
        int size = arrived.size();
        spend(size
                * (behind
                        ? Costs.READ_TOGETHER
                        : Math.min(Costs.READ_ALONE, service.costs().warm())));
        int permitted = queue.permits(size);
        tally.shed(size - permitted);
        long now = ticks.getAsLong();
        for (Login login : arrived.subList(size - permitted, size)) {
            login.arrive(now, now + budget);
            queue.offer(login);
        }
        arrived.clear();
        tally.queue(queue.size());
    }

    private boolean isBehind() {
        return queue.newestFirst() || queue.size() >= PLENTY_FOR_A_WORKER * Math.ceil(service.cores());
    }

    private boolean answerNext() {
        Login login = returned.isEmpty() ? queue.poll() : returned.remove();
        if (login == null) {
            return false;
        }
        if (login.isVerified()) {
            answer(login);
        } else if (known.has(login.client())) {
            spend(withoutReading(service.costs().warm()));
            answer(login);
        } else {
            begin(login);
        }
        return true;
    }

    /** What has to be found out is paid for here, but for the hash; an answer that comes back costs nothing further. */
    private void begin(Login login) {
        spend(withoutReading(service.costs().cold()));
        if (lookups.isAsked()) {
            if (lookups.hasRoom(underWay)) {
                underWay++;
                lookups.ask(login, this);
            } else {
                tally.shed(1);
            }
        } else if (service.costs().hash() > 0) {
            hashing.offer(login);
        } else {
            verified(login);
        }
    }

    private void answer(Login login) {
        if (login.expiredAt(ticks.getAsLong())) {
            tally.shed(1);
        } else {
            tally.answer();
            login.answer(this);
        }
    }

    private static double withoutReading(double cost) {
        return Math.max(0, cost - Costs.READ_ALONE);
    }

    private void spend(double cpu) {
        credit -= cpu;
        spent += cpu;
    }
}
