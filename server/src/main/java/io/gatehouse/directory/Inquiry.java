package io.gatehouse.directory;

import java.util.concurrent.CompletableFuture;

/** A question that a directory works on, to its end, whether or not anybody still waits for the answer. */
public interface Inquiry {
    /** The answer; or an error when it cannot be told now. Nobody but the directory completes it. */
    CompletableFuture<LookupResult> answer();

    /**
     * Says that somebody waits for longer than was known.
     *
     * @param deadline after this moment, in {@link System#nanoTime()}, the answer is worth nothing
     */
    default void extend(long deadline) {}

    /**
     * Says that the lookup has taken as long as it may: nobody waits any more, its place is given to others, and what it
     * holds (a connection, a thread) is to be released.
     */
    default void abandon() {}

    /** One that is answered already. */
    static Inquiry answered(LookupResult lookup) {
        CompletableFuture<LookupResult> answer = CompletableFuture.completedFuture(lookup);
        return () -> answer;
    }
}
