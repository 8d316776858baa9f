package io.gatehouse.audit;

import io.gatehouse.drops.Drop;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** How many requests were dropped unread, by reason, and how many of them were told. Counted by many threads, told by one. */
final class UnreadCounts {
    private final Map<Drop, LongAdder> counted = new EnumMap<>(Drop.class);
    private final Map<Drop, Long> told = new EnumMap<>(Drop.class);

    UnreadCounts() {
        for (Drop reason : Drop.values()) {
            counted.put(reason, new LongAdder());
        }
    }

    void add(Drop reason, int requests) {
        Objects.requireNonNull(counted.get(reason)).add(requests);
    }

    /** Tells how many there were since this was asked last. */
    void tell(ObjLongConsumer<Drop> to) {
        counted.forEach((reason, count) -> {
            long now = count.sum();
            long before = told.getOrDefault(reason, 0L);
            if (now > before) {
                told.put(reason, now);
                to.accept(reason, now - before);
            }
        });
    }
}
