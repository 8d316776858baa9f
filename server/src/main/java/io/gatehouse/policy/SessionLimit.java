package io.gatehouse.policy;

import io.gatehouse.policy.rule.SessionLength;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The longest session that anybody may have. What it cuts is cut at a random point of its last tenth, so that sessions that
 * began together do not end together; a session of the user's own that is shorter is kept as it is.
 */
public final class SessionLimit {
    /** Sessions last as long as the user's own. */
    public static final SessionLimit NONE = new SessionLimit(null, SessionLimit::random);

    /** How much shorter than the limit a session may be, in percent. */
    public static final int JITTER = 10;

    static final long NO_END = Long.MAX_VALUE;

    private final @Nullable Duration longest;
    private final DoubleSupplier random;

    /** @param random from 0 to 1 */
    SessionLimit(@Nullable Duration longest, DoubleSupplier random) {
        this.longest = longest;
        this.random = random;
    }

    /** A limit for everybody. */
    public static SessionLimit of(Duration longest) {
        return new SessionLimit(longest, SessionLimit::random);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** The same without jitter: what it cuts is cut as late as it may be. */
    public SessionLimit withoutJitter() {
        return new SessionLimit(longest, () -> 0);
    }

    /** The longest session; null for no limit. */
    public @Nullable Duration longest() {
        return longest;
    }

    /**
     * How long a session that begins now may last, in seconds, 1 or more; {@link #NO_END} when nothing ends it.
     *
     * @param own the user's own longest session; null for none
     */
    long seconds(@Nullable SessionLength own) {
        long seconds = own == null ? NO_END : own(own);
        return longest == null ? seconds : Math.min(seconds, shortened(longest, JITTER));
    }

    /** One that does not vary keeps its seconds, which may be more than there are milliseconds for. */
    private long own(SessionLength own) {
        return own.jitter() == 0
                ? Math.max(1, Math.min(NO_END - 1, own.longest().toSeconds()))
                : shortened(own.longest(), own.jitter());
    }

    private long shortened(Duration length, int percent) {
        return Math.max(1, (long) (length.toMillis() * (1 - random.getAsDouble() * percent / 100) / 1000));
    }
}
