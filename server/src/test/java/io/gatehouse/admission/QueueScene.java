package io.gatehouse.admission;

import io.gatehouse.drops.Drop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A queue of numbered things under a clock that the test moves, and what it gave up. Times are in milliseconds. */
final class QueueScene implements DropListener<QueueScene.Thing> {
    static final long BUDGET = 1_000;
    private static final long NANOS = 1_000_000;

    final List<Integer> overflowed = new ArrayList<>();
    final List<Integer> expired = new ArrayList<>();
    final List<Integer> hopeless = new ArrayList<>();
    final List<Integer> stale = new ArrayList<>();
    final AdmissionQueue<Thing> queue;

    private long now;
    private long service;
    private int number;

    private QueueScene(int capacity, QueueDiscipline discipline) {
        this.queue = new AdmissionQueue<>(
                capacity, 1 << 20, () -> now * NANOS, this, discipline, (thing, at) -> service * NANOS);
    }

    static QueueScene of(int capacity) {
        return of(
                capacity, new QueueDiscipline(true, QueueDiscipline.DEFAULT_TARGET, QueueDiscipline.DEFAULT_INTERVAL));
    }

    static QueueScene of(int capacity, QueueDiscipline discipline) {
        return new QueueScene(capacity, discipline);
    }

    /** Moves the clock to that moment. */
    QueueScene at(long millis) {
        now = millis;
        return this;
    }

    /** From now on everything is expected to take so long. */
    QueueScene serviceTakes(long millis) {
        service = millis;
        return this;
    }

    /** So many more arrive now, numbered on from 1. */
    QueueScene arrive(int count) {
        for (int i = 0; i < count; i++) {
            offer(++number, BUDGET);
        }
        return this;
    }

    Thing offer(int as, long budget) {
        Thing thing = new Thing(as, now * NANOS, (now + budget) * NANOS, 1);
        queue.offer(thing);
        return thing;
    }

    /** The number of what is handed out, null when nothing is. */
    @Nullable Integer take() {
        Thing thing = queue.poll();
        return thing == null ? null : thing.number;
    }

    /** The numbers of so many that are handed out. */
    List<Integer> take(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(Objects.requireNonNull(take()));
        }
        return numbers;
    }

    @Override
    public void onDropped(Thing thing, Drop cause) {
        switch (cause) {
            case SHED -> stale.add(thing.number);
            case QUEUE_FULL -> overflowed.add(thing.number);
            default -> (thing.expiredAt(now * NANOS) ? expired : hopeless).add(thing.number);
        }
    }

    record Thing(int number, long arrivedAt, long deadline, int weight) implements Timed {}
}
