package io.gatehouse.load.servers;

import io.gatehouse.load.report.ProgressBar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Fires volleys: prepares, sends, waits for the answers and judges them. */
final class Firing {
    private static final long LEAD_NANOS = 20_000_000;

    /** How long after its end an open loop may still send what was due before. */
    private static final long GRACE_NANOS = 100_000_000;

    private final Session session;
    private final Probes probes;

    Firing(Session session, Probes probes) {
        this.session = session;
        this.probes = probes;
    }

    /** Sends at given rates, one leg after the other without a pause. */
    Fired open(List<Leg> legs) {
        Volley volley = session.prepare(
                Math.toIntExact(legs.stream().mapToLong(Leg::count).sum()));
        probes.sample();
        List<Segment> segments = schedule(volley, legs, System.nanoTime() + LEAD_NANOS);
        long start = segments.get(0).startNanos();
        long end = segments.get(segments.size() - 1).endNanos();
        String name = legs.get(legs.size() - 1).name();
        try (LiveProgress progress = progress(name, volley, start, end)) {
            progress.begin();
            OpenLoop.run(volley, session.connection(), end + GRACE_NANOS);
            session.settle(volley);
            progress.complete();
        } catch (IOException e) {
            throw Session.failed(e);
        }
        return settled(volley, segments);
    }

    /**
     * Keeps so many under way.
     *
     * <p>Its segment ends with the last answer, so that what is still under way when the time is over is not counted as
     * done within it.
     *
     * @param count how many are prepared: it ends when they are used up, at the latest when the time is over
     */
    Fired closed(String name, int count, int concurrency, Duration time, boolean measured) {
        Volley volley = session.prepare(count);
        probes.sample();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        int sent;
        long ended;
        try (LiveProgress progress = progress(name, volley, start, end)) {
            progress.begin();
            long patience = session.settings().budget().toNanos();
            sent = ClosedLoop.run(volley, session.connection(), concurrency, patience, end);
            ended = System.nanoTime();
            session.settle(volley);
            progress.complete();
        } catch (IOException e) {
            throw Session.failed(e);
        }
        long answered = Math.max(ended, volley.lastAnswerAt());
        Segment segment = new Segment(name, Double.NaN, Double.NaN, 0, sent, start, answered, measured);
        return settled(volley, List.of(segment));
    }

    /**
     * Lets all clients come at once.
     *
     * @param who which of the crowd a client is
     */
    Fired storm(Profile.Storm profile, IntUnaryOperator who, IntPredicate isWrong) {
        int clients = profile.clients();
        Volley volley = session.prepare(
                Math.multiplyExact(clients, profile.errors()), request -> who.applyAsInt(request % clients));
        probes.sample();
        long start = System.nanoTime();
        long patience = session.settings().authTimeout().toNanos();
        long longest = profile.errors() * (patience + profile.retryWait().toNanos());
        long ended;
        try (LiveProgress progress = progress(profile.mode(), volley, start, start + longest)) {
            progress.begin();
            new Storm(volley, session.connection(), profile, patience, isWrong).run();
            ended = System.nanoTime();
            session.settle(volley);
            progress.complete();
        } catch (IOException e) {
            throw Session.failed(e);
        }
        Segment segment = new Segment(profile.mode(), Double.NaN, Double.NaN, 0, volley.size(), start, ended, true);
        return settled(volley, List.of(segment));
    }

    private Fired settled(Volley volley, List<Segment> segments) {
        probes.sample();
        long settled = System.nanoTime();
        session.verify(volley);
        return new Fired(volley, segments, settled);
    }

    private LiveProgress progress(String name, Volley volley, long start, long end) {
        ProgressBar bar = session.reporting().progress(name, Math.max(1, (end - start) / 1_000_000));
        return new LiveProgress(volley, bar, start);
    }

    private static List<Segment> schedule(Volley volley, List<Leg> legs, long begin) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        long start = begin;
        for (Leg leg : legs) {
            int to = from + leg.count();
            for (int i = from; i < to; i++) {
                volley.due(i, start + Math.round((i - from) * 1e9 / leg.rate()));
            }
            long end = start + leg.duration().toNanos();
            segments.add(new Segment(leg.name(), leg.factor(), leg.rate(), from, to, start, end, leg.measured()));
            from = to;
            start = end;
        }
        return segments;
    }
}
