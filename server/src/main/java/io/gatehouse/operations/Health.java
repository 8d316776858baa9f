package io.gatehouse.operations;

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
    private final List<Supplier<@Nullable Unmet>> conditions = new CopyOnWriteArrayList<>();
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
            return why == null ? null : new Unmet(name, why);
        });
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

    List<Unmet> unmet() {
        return conditions.stream().map(Supplier::get).filter(Objects::nonNull).toList();
    }

    /** A condition that is not met, and why. */
    record Unmet(String name, String why) {}

    /** Something that must be so for the service to be ready. */
    public static final class Condition {
        private final String name;
        private volatile @Nullable Unmet unmet;

        private Condition(String name, String why) {
            this.name = name;
            this.unmet = new Unmet(name, why);
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
            unmet = new Unmet(name, why);
        }

        private @Nullable Unmet unmet() {
            return unmet;
        }
    }
}
