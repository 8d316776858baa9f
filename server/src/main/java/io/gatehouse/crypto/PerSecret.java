package io.gatehouse.crypto;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One thing for each of the secrets that are held, in their order. Of a secret that stays it stays too when the secrets are replaced.
 *
 * @param <T> what there is for each
 */
public final class PerSecret<T> {
    private final Function<Secret, T> making;
    private volatile List<One<T>> held = List.of();

    /** @param making makes what there is for a secret */
    public PerSecret(Function<Secret, T> making) {
        this.making = making;
    }

    private record One<T>(Secret secret, T made) {
        boolean isOf(Secret other) {
            return secret.reveal().equals(other.reveal());
        }
    }

    /** What there is now. */
    public List<T> all() {
        return held.stream().map(One::made).toList();
    }

    public boolean isEmpty() {
        return held.isEmpty();
    }

    /**
     * Holds these secrets from now on; by one thread at a time.
     *
     * @param added takes what was made for a secret that was not held, before anybody else can get it
     * @param gone takes what there was for one that is held no more
     * @return whether one of those that were held before still is, or none was
     */
    public boolean use(List<Secret> secrets, Consumer<T> added, Consumer<T> gone) {
        List<One<T>> before = held;
        List<One<T>> now =
                secrets.stream().map(secret -> one(before, secret, added)).toList();
        held = now;
        List<One<T>> left = before.stream().filter(one -> !now.contains(one)).toList();
        left.forEach(one -> gone.accept(one.made));
        return before.isEmpty() || left.size() < before.size();
    }

    private One<T> one(List<One<T>> before, Secret secret, Consumer<T> added) {
        return before.stream().filter(one -> one.isOf(secret)).findFirst().orElseGet(() -> {
            One<T> made = new One<>(secret, making.apply(secret));
            added.accept(made.made);
            return made;
        });
    }
}
