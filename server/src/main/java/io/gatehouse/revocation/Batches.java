package io.gatehouse.revocation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Users who are revoked, until no session of theirs can be left. Used by one thread. */
final class Batches {
    /** Users who are kept; of more, everybody is meant. */
    static final int MOST_USERS = 1_000_000;

    /** Batches that are kept; of more, the idle ones of one {@link #PERIOD} each become one. */
    private static final int MOST_BATCHES = 10_000;

    /** Users of no more than this are given up at one time: the first of them so much later than they would be, and nobody sooner. */
    static final Duration PERIOD = Batch.GIVEN_UP.dividedBy(10);

    /** Users of batches that have ended, and are kept for instances that forget them late. */
    private static final int MOST_ENDED = 100_000;

    private final int mostUsers;
    private final Queue<Batch> ended = new ArrayDeque<>();
    private int endedUsers;
    private final List<Batch> batches = new ArrayList<>();
    private long last;

    Batches(int mostUsers) {
        this.mostUsers = mostUsers;
    }

    /** Begins one, of users who were forgotten now. */
    Batch add(List<Revoked> users) {
        return add(users, System.nanoTime());
    }

    Batch add(List<Revoked> users, long now) {
        return added(new Batch(++last, users, now));
    }

    private Batch added(Batch batch) {
        batches.add(batch);
        return batch;
    }

    /** Those whose users are to be looked for now. */
    List<Batch> due(long now) {
        return batches.stream().filter(batch -> batch.isDue(now)).toList();
    }

    void forEach(Consumer<Batch> action) {
        batches.forEach(action);
    }

    /** Whether it was there still. */
    boolean remove(Batch batch) {
        boolean removed = batches.remove(batch);
        if (removed && !batch.isOfEverybody() && batch.isToldToOthers()) {
            ended.add(batch);
            endedUsers += batch.users().size();
            forgetEnded();
        }
        return removed;
    }

    private void forgetEnded() {
        while (!ended.isEmpty() && (endedUsers > MOST_ENDED || isForgotten(ended.element()))) {
            endedUsers -= ended.remove().users().size();
        }
    }

    private static boolean isForgotten(Batch batch) {
        return System.nanoTime() - batch.until() > Batch.REMEMBERED.toNanos();
    }

    /**
     * Another instance has forgotten users only now, and may have let some of them in until then.
     *
     * @param number of their batch, as the other instance was told it
     * @return what is to be looked for again; null for none
     */
    @Nullable Batch forgottenByOther(String number, long now) {
        for (Batch batch : batches) {
            if (Long.toString(batch.number()).equals(number)) {
                return batch.forgottenBy(now) ? batch : null;
            }
        }
        forgetEnded();
        for (Batch batch : ended) {
            if (Long.toString(batch.number()).equals(number)) {
                boolean unused = ended.remove(batch);
                endedUsers -= batch.users().size();
                return added(new Batch(batch.number(), batch.users(), now));
            }
        }
        return null;
    }

    /**
     * Puts the idle ones together where all of them are more than are kept: those that were revoked at about the same time, or all of them
     * where they become everybody.
     *
     * @return what has taken their place; nothing where all are kept
     */
    List<Batch> together() {
        long users = batches.stream().mapToLong(batch -> batch.users().size()).sum();
        List<Batch> idle = batches.stream().filter(Batch::isIdle).toList();
        if (users > mostUsers && !idle.isEmpty()) {
            return List.of(together(idle, true));
        }
        if (batches.size() <= MOST_BATCHES) {
            return List.of();
        }
        return idle.stream()
                .collect(Collectors.groupingBy(batch -> Math.floorDiv(batch.until(), PERIOD.toNanos())))
                .values()
                .stream()
                .filter(several -> several.size() > 1)
                .map(several -> together(several, false))
                .toList();
    }

    private Batch together(List<Batch> several, boolean everybody) {
        List<Revoked> all =
                several.stream().flatMap(batch -> batch.users().stream()).toList();
        batches.removeAll(Set.copyOf(several));
        return added(Batch.of(++last, several, everybody ? Everybody.like(all) : all, System.nanoTime()));
    }
}
