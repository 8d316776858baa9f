package io.gatehouse.policy;

import io.gatehouse.policy.text.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Warnings about users, each with their number and the names of the first. */
public final class UserWarnings {
    /** How many users a warning names. */
    public static final int NAMED = 5;

    private final String source;
    private final List<String> texts = new ArrayList<>();

    /** @param source where the users are from: what each sentence begins with */
    public UserWarnings(String source) {
        this.source = source;
    }

    public void add(String text) {
        texts.add(source + ": " + text);
    }

    /** Says something of the users of these names; nothing when there are none. */
    public void add(Stream<String> names, String text) {
        First first = new First();
        names.forEach(first::add);
        if (first.count > 0) {
            add(first.count + (first.count == 1 ? " user " : " users ") + text + " (" + first.text() + ")");
        }
    }

    public List<String> texts() {
        return List.copyOf(texts);
    }

    /** The first names of many in their order, and how many there are; a million are not all kept. */
    private static final class First {
        private final PriorityQueue<String> names = new PriorityQueue<>(Comparator.reverseOrder());
        private int count;

        void add(String name) {
            count++;
            if (names.size() < NAMED) {
                names.add(name);
            } else if (name.compareTo(names.element()) < 0) {
                names.remove();
                names.add(name);
            }
        }

        String text() {
            String text = names.stream().sorted().map(Quoted::of).collect(Collectors.joining(", "));
            return count > NAMED ? text + ", …" : text;
        }
    }
}
