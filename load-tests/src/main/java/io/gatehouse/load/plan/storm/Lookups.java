package io.gatehouse.load.plan.storm;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The backend that all instances ask, and the shared cache before it. The backend works on as many at a time as it has places, each
 * for the same time, and the others wait in order.
 */
final class Lookups {
    /** How long the bucket of the shared cache takes. */
    private static final double BUCKET = 1 * Ticks.MILLIS;

    private static final int LEAST = 10;

    /** Half of the budget of 1.5 s, within which lookups are to be answered. */
    private static final double AIM = 0.75;

    private final @Nullable SimulatedBackend backend;
    private final Ticks ticks;
    private final StormCounts tally;
    private final int limit;
    /** When each place is free again; the next to be used is at the cursor. */
    private final double[] freeAt;

    private final BitSet shared;
    private final Queue<PendingLookup> asked = new ArrayDeque<>();
    private final Queue<PendingLookup> read = new ArrayDeque<>();
    private int cursor;

    private record PendingLookup(Login login, Instance from, double endsAt) {}

    /**
     * @param backend null where nothing is asked
     * @param instances how many ask it
     * @param known those who are in the shared cache at the beginning
     */
    Lookups(@Nullable SimulatedBackend backend, int instances, Ticks ticks, StormCounts tally, BitSet known) {
        this.backend = backend;
        this.ticks = ticks;
        this.tally = tally;
        this.shared = known;
        this.freeAt = new double[backend == null ? 0 : backend.places()];
        this.limit = backend == null ? 0 : limit(backend, instances);
    }

    /** What an instance's limit comes to: as many as the backend answers in time, and no fewer than it works on for it anyway. */
    private static int limit(SimulatedBackend backend, int instances) {
        int atOnce = Math.max(LEAST, backend.places() / instances);
        return Math.max(atOnce, (int) (backend.perSecond() / instances * AIM));
    }

    boolean isAsked() {
        return backend != null;
    }

    /** Whether an instance that has so many lookups under way is let ask one more. */
    boolean hasRoom(int underWay) {
        return underWay < limit;
    }

    void ask(Login login, Instance from) {
        if (backend == null) {
            throw new IllegalStateException("there is no backend");
        }
        if (backend.sharedCache() && shared.get(login.client())) {
            read.add(new PendingLookup(login, from, ticks.now() + BUCKET));
            return;
        }
        tally.lookup();
        double end = Math.max(freeAt[cursor], (double) ticks.now()) + backend.millis();
        freeAt[cursor] = end;
        cursor = (cursor + 1) % freeAt.length;
        asked.add(new PendingLookup(login, from, end));
    }

    /** Hands over what is answered by now. */
    void complete() {
        complete(read);
        complete(asked);
    }

    private void complete(Queue<PendingLookup> questions) {
        for (PendingLookup next = questions.peek();
                next != null && next.endsAt() <= ticks.now();
                next = questions.peek()) {
            questions.remove();
            shared.set(next.login().client());
            next.from().lookedUp(next.login());
        }
    }
}
