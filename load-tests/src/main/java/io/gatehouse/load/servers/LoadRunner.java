package io.gatehouse.load.servers;

import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.servers.batch.ClosedLoop;
import io.gatehouse.load.servers.batch.OpenLoop;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Runs load in batches: prepares them, sends them, waits for the answers and verifies these. */
final class LoadRunner {
    private static final long LEAD_NANOS = 20_000_000;

    private final LoadSession session;
    private final Probes probes;

    LoadRunner(LoadSession session, Probes probes) {
        this.session = session;
        this.probes = probes;
    }

    /** Sends a batch, as far as it is to be sent. */
    private interface Sending {
        void run() throws IOException;
    }

    /** Sends at given rates, one phase after the other without a pause. */
    SentBatch open(List<Phase> phases) {
        RequestBatch batch = session.prepare(
                Math.toIntExact(phases.stream().mapToLong(Phase::count).sum()));
        probes.sample();
        List<Segment> segments = schedule(batch, phases, System.nanoTime() + LEAD_NANOS);
        long end = segments.get(segments.size() - 1).endNanos();
        long grace = session.settings().grace().toNanos();
        String name = phases.get(phases.size() - 1).name();
        send(
                name,
                batch,
                segments.get(0).startNanos(),
                end,
                () -> OpenLoop.run(batch, session.connection(), end + grace));
        return settled(batch, segments);
    }

    /**
     * Keeps so many under way.
     *
     * <p>Its last segment ends with the last answer, so that what is still under way when the time is over is not counted as
     * done within it.
     *
     * @param count how many are prepared: it ends when they are used up, at the latest when the time is over
     * @param round how many requests make a segment of their own
     */
    SentBatch closed(String name, int count, int round, int concurrency, Duration time, boolean measured) {
        RequestBatch batch = session.prepare(count);
        probes.sample();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long patience = session.settings().budget().toNanos();
        long ended = send(
                name, batch, start, end, () -> ClosedLoop.run(batch, session.connection(), concurrency, patience, end));
        long answered = Math.max(ended, batch.lastAnswerAt());
        List<Segment> segments = new ArrayList<>();
        for (int from = 0; from < Math.max(1, batch.sent()); from += round) {
            int to = Math.min(batch.sent(), from + round);
            String part = batch.sent() <= round ? name : name + ", round " + (segments.size() + 1);
            segments.add(new Segment(
                    part,
                    Double.NaN,
                    Double.NaN,
                    from,
                    to,
                    from == 0 ? start : batch.dueAt(from),
                    to == batch.sent() ? answered : batch.dueAt(to),
                    measured));
        }
        return settled(batch, segments);
    }

    /**
     * Lets all clients come at once.
     *
     * @param who which of the users a client is
     */
    SentBatch storm(LoadProfile.Storm profile, IntUnaryOperator who, IntPredicate isWrong) {
        int clients = profile.clients();
        RequestBatch batch = session.prepare(
                Math.multiplyExact(clients, profile.errors()), request -> who.applyAsInt(request % clients));
        probes.sample();
        long start = System.nanoTime();
        long patience = session.settings().authTimeout().toNanos();
        long longest = profile.errors() * (patience + profile.retryWait().toNanos());
        long ended = send(
                profile.mode(),
                batch,
                start,
                start + longest,
                () -> new LoginStorm(batch, session.connection(), profile, patience, isWrong).run());
        Segment segment = new Segment(profile.mode(), Double.NaN, Double.NaN, 0, batch.size(), start, ended, true);
        return settled(batch, List.of(segment));
    }

    /** Returns when the answers were waited for; when the last request was sent. */
    private long send(String name, RequestBatch batch, long start, long end, Sending sending) {
        ProgressBar bar = session.reporting().progress(name, Math.max(1, (end - start) / 1_000_000));
        try (LiveProgress progress = new LiveProgress(batch, bar, start)) {
            sending.run();
            long ended = System.nanoTime();
            session.settle(batch);
            progress.complete();
            return ended;
        } catch (IOException e) {
            throw LoadSession.failed(e);
        }
    }

    private SentBatch settled(RequestBatch batch, List<Segment> segments) {
        probes.sample();
        long settled = System.nanoTime();
        session.verify(batch);
        return new SentBatch(batch, segments, settled);
    }

    private static List<Segment> schedule(RequestBatch batch, List<Phase> phases, long begin) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        long start = begin;
        for (Phase phase : phases) {
            int to = from + phase.count();
            for (int i = from; i < to; i++) {
                batch.due(i, start + Math.round((i - from) * 1e9 / phase.rate()));
            }
            long end = start + phase.duration().toNanos();
            segments.add(
                    new Segment(phase.name(), phase.factor(), phase.rate(), from, to, start, end, phase.measured()));
            from = to;
            start = end;
        }
        return segments;
    }
}
