package io.gatehouse.policy;

import io.gatehouse.policy.text.Quoted;
import java.util.ArrayList;
import java.util.List;
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
        List<String> sorted = names.sorted().toList();
        if (!sorted.isEmpty()) {
            add(sorted.size() + (sorted.size() == 1 ? " user " : " users ") + text + " (" + first(sorted) + ")");
        }
    }

    public List<String> texts() {
        return List.copyOf(texts);
    }

    private static String first(List<String> names) {
        String first =
                String.join(", ", names.stream().limit(NAMED).map(Quoted::of).toList());
        return names.size() > NAMED ? first + ", …" : first;
    }
}
