package io.gatehouse.admin;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the service can answer requests (ready), and whether it would take a restart to fix it (not live). Ready is
 * when every condition is met. Nobody waits for a lock to read or to change it.
 */
public final class Health {
    private final List<Supplier<@Nullable Reason>> conditions = new CopyOnWriteArrayList<>();
    private final List<Note> notes = new CopyOnWriteArrayList<>();
    private volatile @Nullable String broken;

    /**
     * Adds something that must be so before the service is ready; it is not so yet.
     *
     * @param name what it is, in a word or two
     * @param why what is being waited for
     */
    public Condition require(String name, String why) {
        Condition condition = new Condition(name, why);
        conditions.add(condition::unmet);
        return condition;
    }

    /**
     * The same for something that is asked each time somebody looks.
     *
     * @param whyNot why it is not so, without a secret; null when it is
     */
    public void require(String name, Supplier<@Nullable String> whyNot) {
        conditions.add(() -> {
            String why = whyNot.get();
            return why == null ? null : new Reason(name, why);
        });
    }

    /**
     * Adds something that is shown beside the state and does not change it; there is nothing to show yet.
     *
     * @param name what it is about, in a word or two
     */
    public Note note(String name) {
        Note note = new Note(name);
        notes.add(note);
        return note;
    }

    /** Says that only a restart can help; cannot be taken back. */
    public void broken(String why) {
        broken = why;
    }

    /** What a restart would have to mend; null when nothing. */
    @Nullable String broken() {
        return broken;
    }

    public boolean isReady() {
        return broken == null && unmet().isEmpty();
    }

    List<Reason> unmet() {
        return conditions.stream().map(Supplier::get).filter(Objects::nonNull).toList();
    }

    /** What is to be shown, by the names of the notes. */
    List<Reason> noted() {
        return notes.stream().map(Note::shown).filter(Objects::nonNull).toList();
    }

    /** Something that whoever looks should know, though the service is as ready with it as without. */
    public static final class Note {
        private final String name;
        private volatile @Nullable Reason shown;

        private Note(String name) {
            this.name = name;
        }

        /** Shows a text, without a secret. */
        public void show(String text) {
            shown = new Reason(name, text);
        }

        /** Shows nothing any more. */
        public void clear() {
            shown = null;
        }

        private @Nullable Reason shown() {
            return shown;
        }
    }

    /** What a condition or a note is called, and what is said of it. */
    record Reason(String name, String text) {}

    /** Something that must be so for the service to be ready. */
    public static final class Condition {
        private final String name;
        private volatile @Nullable Reason unmet;

        private Condition(String name, String why) {
            this.name = name;
            this.unmet = new Reason(name, why);
        }

        public void met() {
            unmet = null;
        }

        /**
         * It is not, or no longer, so.
         *
         * @param why for anyone who looks at it, without a secret
         */
        public void unmet(String why) {
            unmet = new Reason(name, why);
        }

        private @Nullable Reason unmet() {
            return unmet;
        }
    }
}
