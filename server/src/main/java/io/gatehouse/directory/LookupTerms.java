package io.gatehouse.directory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.passwords.CheckTerms;
import io.gatehouse.passwords.Precedence;
import io.gatehouse.spans.LoginTrace;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** On what terms a login is looked up: until when, and how a password is checked for it. Others may join and wait longer. */
public final class LookupTerms {
    private final Precedence precedence;
    private final boolean isKnownGood;
    private final Supplier<@Nullable RuntimeException> refusal;
    private final @Nullable LoginTrace trace;

    @GuardedBy("this") private long deadline;

    @GuardedBy("this") private long checkedUntil;

    @GuardedBy("this") private LongConsumer listener = until -> {};

    /**
     * @param deadline after this moment, in {@link System#nanoTime()}, the answer is worth nothing
     * @param precedence which lookups go before it where a password has to be hashed
     * @param isKnownGood whether the directory itself has found the credential right some time ago
     * @param refusal asked once, just before a password is hashed, by the thread that would hash it: why it is not to be
     *     hashed, or null when it is
     */
    public LookupTerms(
            long deadline, Precedence precedence, boolean isKnownGood, Supplier<@Nullable RuntimeException> refusal) {
        this(deadline, precedence, isKnownGood, refusal, null);
    }

    /** @param trace of the login; null where it is not traced */
    public LookupTerms(
            long deadline,
            Precedence precedence,
            boolean isKnownGood,
            Supplier<@Nullable RuntimeException> refusal,
            @Nullable LoginTrace trace) {
        this.deadline = deadline;
        this.checkedUntil = deadline;
        this.precedence = precedence;
        this.isKnownGood = isKnownGood;
        this.refusal = refusal;
        this.trace = trace;
    }

    /** Of ordinary precedence, and without a reason to refuse. */
    public static LookupTerms until(long deadline) {
        return new LookupTerms(deadline, Precedence.ORDINARY, false, () -> null);
    }

    /** After this moment the answer is worth nothing to anybody, as far as is known now. */
    public synchronized long deadline() {
        return deadline;
    }

    /** Whether the directory itself has found the credential right some time ago, so that it is no guess there. */
    public boolean isKnownGood() {
        return isKnownGood;
    }

    /** The context of the answer, in which whoever asks a backend finds the trace of the login. */
    public Context traced(Context context) {
        return LookupTrace.in(context, trace);
    }

    /**
     * The same answer, of which the trace of the login has a question to a backend, where the login is traced; for a backend that is not
     * asked over HTTP.
     *
     * @param name what the question is called
     * @param attributes texts and numbers by their names, without a secret and without a user's name
     */
    public <T> Mono<T> asking(String name, Map<String, Object> attributes, Mono<T> answer) {
        return LookupTrace.asking(trace, name, attributes, answer);
    }

    /** Somebody waits until then. */
    public void extend(long until) {
        LongConsumer told;
        synchronized (this) {
            if (until - deadline <= 0) {
                return;
            }
            deadline = until;
            told = listener;
        }
        told.accept(until);
    }

    /** The terms of the check of a password, from now on. */
    public synchronized CheckTerms check() {
        checkedUntil = deadline;
        return new CheckTerms(deadline, precedence, refusal);
    }

    /** Calls with each deadline that is later than that of the check; in any order, and without a lock. */
    public void onExtend(LongConsumer later) {
        long now;
        boolean missed;
        synchronized (this) {
            listener = later;
            now = deadline;
            missed = deadline - checkedUntil > 0;
        }
        if (missed) {
            later.accept(now);
        }
    }
}
