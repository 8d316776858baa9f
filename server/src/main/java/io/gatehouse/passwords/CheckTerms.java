package io.gatehouse.passwords;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a question is asked.
 *
 * @param deadline after this moment, in {@link System#nanoTime()}, the answer is worth nothing
 * @param precedence which questions go before it where a password has to be hashed
 * @param refusal asked once, just before a password is hashed, by the thread that would hash it: why it is not to be
 *     hashed, or null when it is
 */
public record CheckTerms(long deadline, Precedence precedence, Supplier<@Nullable RuntimeException> refusal) {
    /** For somebody of whom nothing is known, and whom nothing holds back. */
    public static CheckTerms until(long deadline) {
        return new CheckTerms(deadline, Precedence.ORDINARY, () -> null);
    }
}
