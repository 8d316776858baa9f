package io.gatehouse.admin.status;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.admin.AdminRoute;
import io.gatehouse.expiry.Expiries;
import io.gatehouse.expiry.ValidityPeriod;
import io.gatehouse.threads.Recovery;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Answers what the page for the person on call asks. It looks at the service once a second, on a thread of its own, so that whoever opens the
 * page sees the minutes before; nothing is measured for it that is not counted anyway.
 */
public final class StatusPage implements AutoCloseable {
    /** Where it is asked for. */
    public static final String PATH = "/-/status";

    private static final Logger log = LoggerFactory.getLogger(StatusPage.class);

    private static final String AFTER = "since";
    private static final int MOST_WAITING = 16;
    private static final int IDLE_SECONDS = 60;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final AdminReply BUSY = problem(503, "too many ask at once");
    private static final AdminReply NO_NUMBER = problem(400, AFTER + " is a whole number of seconds since 1970");

    private final Scheduler thread =
            Schedulers.newBoundedElastic(1, MOST_WAITING, "gatehouse-status", IDLE_SECONDS, true);
    private final Observed observed;
    private final History history = new History();
    private final Since since = new Since();
    private final Expiries expiries = new Expiries();
    private final SessionCount sessions;
    private final long startedAt = System.currentTimeMillis();
    private final Disposable sampling;
    private boolean begun;

    /** Of a service, which is looked at from now on. */
    public StatusPage(Observed observed) {
        this.observed = observed;
        this.sessions = new SessionCount(observed.sessions());
        since.look(Set.of(Look.NOT_READY), startedAt);
        this.sampling = thread.schedulePeriodically(this::sample, 0, 1, TimeUnit.SECONDS);
    }

    /** The admin request. */
    public AdminRoute route() {
        return AdminRoute.reading(PATH, Set.of(AFTER), this::answer).whichIsPolled();
    }

    private Mono<AdminReply> answer(Map<String, String> query) {
        long after;
        try {
            after = Long.parseLong(query.getOrDefault(AFTER, "0"));
        } catch (NumberFormatException e) {
            return Mono.just(NO_NUMBER);
        }
        return Mono.fromCallable(() -> new AdminReply(200, json(after)))
                .subscribeOn(thread)
                .onErrorResume(RejectedExecutionException.class, full -> Mono.just(BUSY));
    }

    /** The files of the configuration are looked at here, since a file may be far away. */
    private String json(long after) {
        Look look = look();
        Map<String, ValidityPeriod> files = look.configuration() == null
                ? Map.of()
                : expiries.now(
                        look.configuration().values(), look.configuration().keys());
        return new StatusJson(observed, look, since, history, startedAt, files, sessions.now()).write(after);
    }

    private Look look() {
        return Look.at(observed, System.currentTimeMillis());
    }

    private void sample() {
        Recovery.run(
                () -> history.add(new Sample(
                        System.currentTimeMillis() / MILLIS_PER_SECOND,
                        observed.vitals().counters().sample(),
                        observed.vitals().queues().requests().get().size(),
                        isReady())),
                mistake -> log.error("a mistake in Gatehouse: its state could not be looked at", mistake));
    }

    /** A service that is not connected yet is not asked: what makes it ready is looked at when its users are there. */
    private boolean isReady() {
        begun |= observed.configuration().get() != null
                && observed.vitals().counters().isConnected();
        if (!begun) {
            return false;
        }
        Look look = look();
        since.look(look.things(), look.at());
        return look.health().isReady();
    }

    private static AdminReply problem(int status, String words) {
        return new AdminReply(
                status, new StatusWriter().begin().text("problem", words).end());
    }

    @Override
    public void close() {
        sampling.dispose();
        thread.dispose();
    }
}
