package io.gatehouse.policy;

import io.gatehouse.drops.Drop;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with what it rests on.
 *
 * @param directory the name of the directory that answered; null when none did
 * @param identity who the client is; null when no directory found one
 * @param origin where the directory's answer came from
 * @param rules the rules that held
 */
public record Authorization(
        Verdict verdict,
        @Nullable String directory,
        @Nullable Identity identity,
        Origin origin,
        AppliedRules rules) {
    /** A verdict in which no rule has a part. */
    public Authorization(Verdict verdict, @Nullable String directory, @Nullable Identity identity, Origin origin) {
        this(verdict, directory, identity, origin, AppliedRules.NONE);
    }

    /** Where the answer of a directory came from. */
    public enum Origin {
        /** No directory has answered. */
        NONE,
        /** It was remembered. */
        CACHE,
        /** The directory was asked: for this request, for another that wanted the same, or by an instance that has left the answer. */
        DIRECTORY
    }

    /** A verdict without a directory. */
    public static Authorization of(Verdict verdict) {
        return new Authorization(verdict, null, null, Origin.NONE);
    }

    /** No answer, for a reason that no directory has a part in. */
    public static Authorization dropped(Drop reason, String detail) {
        return of(new Verdict.Dropped(reason, detail));
    }

    /** The same with another verdict. */
    public Authorization with(Verdict other) {
        return new Authorization(other, directory, identity, origin, rules);
    }
}
