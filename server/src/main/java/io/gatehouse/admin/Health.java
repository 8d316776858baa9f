package io.gatehouse.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the service can answer requests (ready: every condition is met), and whether only a restart can help (not live).
 * Reading and changing it takes no lock.
 */
public final class Health {
    private final List<Supplier<@Nullable Reason>> conditions = new CopyOnWriteArrayList<>();
    private final List<Supplier<@Nullable Reason>> notes = new CopyOnWriteArrayList<>();
    private final List<Supplier<Map<String, String>>> noteGroups = new CopyOnWriteArrayList<>();
    private volatile @Nullable String broken;

    /**
     * Adds a condition for being ready, which is not met yet.
     *
     * @param name a word or two
     * @param why what is being waited for
     */
    public Condition require(String name, String why) {
        Condition condition = new Condition(name, why);
        conditions.add(condition);
        return condition;
    }

    void add(Condition condition) {
        conditions.add(condition);
    }

    void remove(Condition condition) {
        conditions.remove(condition);
    }

    void addNote(Supplier<@Nullable Reason> note) {
        notes.add(note);
    }

    void removeNote(Supplier<@Nullable Reason> note) {
        notes.remove(note);
    }

    /**
     * Adds a condition that is evaluated each time the state is asked for.
     *
     * @param whyNot why it is not met, without a secret; null when it is
     */
    public void require(String name, Supplier<@Nullable String> whyNot) {
        conditions.add(() -> reason(name, whyNot.get()));
    }

    /**
     * Adds a note, which is shown with the state and does not change it.
     *
     * @param name what it is about, in a word or two
     * @param text what is shown, without a secret; null for nothing
     */
    public void note(String name, Supplier<@Nullable String> text) {
        notes.add(() -> reason(name, text.get()));
    }

    /** Adds notes whose number changes: texts, without a secret, by what they are about. */
    public void noteEach(Supplier<Map<String, String>> texts) {
        noteGroups.add(texts);
    }

    /** From now on only a restart can help. */
    public void broken(String why) {
        broken = why;
    }

    /** Why only a restart can help; null while it is not so. */
    @Nullable String broken() {
        return broken;
    }

    public boolean isReady() {
        return broken == null && unmet().isEmpty();
    }

    /** All of it, as it is now. */
    public State state() {
        return new State(broken, unmet(), notes());
    }

    List<Reason> unmet() {
        return present(conditions);
    }

    List<Reason> notes() {
        List<Reason> all = new ArrayList<>(present(notes));
        for (Supplier<Map<String, String>> group : noteGroups) {
            group.get().forEach((name, text) -> all.add(new Reason(name, text)));
        }
        return all;
    }

    private static List<Reason> present(List<Supplier<@Nullable Reason>> reasons) {
        return reasons.stream().map(Supplier::get).filter(Objects::nonNull).toList();
    }

    static @Nullable Reason reason(String name, @Nullable String text) {
        return text == null ? null : new Reason(name, text);
    }

    /**
     * The state of a moment.
     *
     * @param broken why only a restart can help; null while it is not so
     * @param unmet the conditions that are not met
     * @param notes what is to be said beside them
     */
    public record State(@Nullable String broken, List<Reason> unmet, List<Reason> notes) {
        public State {
            unmet = List.copyOf(unmet);
            notes = List.copyOf(notes);
        }

        public boolean isReady() {
            return broken == null && unmet.isEmpty();
        }
    }

    /** A condition that is not met, or a note: its name and its text. */
    public record Reason(String name, String text) {}

    /** A condition for being ready. */
    public static final class Condition implements Supplier<@Nullable Reason> {
        private final String name;
        private volatile @Nullable Reason unmet;

        Condition(String name, String why) {
            this.name = name;
            this.unmet = new Reason(name, why);
        }

        public void met() {
            unmet = null;
        }

        /**
         * The condition is not, or no longer, met.
         *
         * @param why for whoever reads the page, without a secret
         */
        public void unmet(String why) {
            unmet = new Reason(name, why);
        }

        /** Why it is not met; null when it is. */
        @Override
        public @Nullable Reason get() {
            return unmet;
        }
    }
}
