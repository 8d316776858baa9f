package io.gatehouse.logging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The last {@value #MOST} decisions that let nobody in, of those that the log may tell. When there are more, the oldest of the most
 * frequent reason goes, so that a storm of one reason does not take the place of the others.
 */
public final class RecentRefusals {
    static final int MOST = 100;

    private final List<Refusal> oldestFirst = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    synchronized void add(Refusal refusal) {
        oldestFirst.add(refusal);
        numbers.merge(refusal.reason(), 1, Integer::sum);
        if (oldestFirst.size() > MOST) {
            String frequent = Collections.max(numbers.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
            removeOldest(frequent);
        }
    }

    private void removeOldest(String reason) {
        Iterator<Refusal> each = oldestFirst.iterator();
        while (each.hasNext()) {
            if (each.next().reason().equals(reason)) {
                each.remove();
                numbers.computeIfPresent(reason, (same, number) -> number == 1 ? null : number - 1);
                return;
            }
        }
    }

    /** All of them. */
    public synchronized List<Refusal> newestFirst() {
        List<Refusal> all = new ArrayList<>(oldestFirst);
        Collections.reverse(all);
        return all;
    }
}
