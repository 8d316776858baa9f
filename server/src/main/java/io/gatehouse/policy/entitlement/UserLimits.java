package io.gatehouse.policy.entitlement;

import io.gatehouse.claims.Limits;
import io.gatehouse.policy.source.Sources;
import java.util.List;

/**
 * The limits of a user: of subscriptions, of data and of a message's payload in bytes, each {@link #NO_LIMIT} for none; and the
 * addresses and hours that the user may connect from and in.
 */
public record UserLimits(long subs, long data, long payload, Sources sources, Hours hours) {
    public static final long NO_LIMIT = Limits.NO_LIMIT;
    public static final UserLimits NONE = new UserLimits(NO_LIMIT, NO_LIMIT, NO_LIMIT, Sources.ANY, Hours.ANY);

    /** @throws IllegalArgumentException when a limit is negative, or 0 where that makes the user useless */
    public UserLimits {
        requireSubs(subs);
        require(data);
        requirePayload(payload);
    }

    /**
     * Returns the limit when it can be one of subscriptions.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public static long requireSubs(long limit) {
        return requireSome(limit, "the user could not even log in");
    }

    /**
     * Returns the limit when it can be one of the payload.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public static long requirePayload(long limit) {
        return requireSome(limit, "the first message with any content would end the session");
    }

    /** Servers from 2.14.10 and 2.15.3 on enforce these. */
    private static long requireSome(long limit, String ofNone) {
        if (limit == 0) {
            throw new IllegalArgumentException("must not be 0, since " + ofNone
                    + ": write -1 or leave it out for no limit, or disabled to keep the user out");
        }
        return require(limit);
    }

    private static long require(long limit) {
        if (limit < NO_LIMIT) {
            throw new IllegalArgumentException("must be -1 for no limit, or more");
        }
        return limit;
    }

    /** Whether the user has limits that nats-server enforces from 2.14.10 and 2.15.3 on. */
    public boolean isEnforcedByNewServers() {
        return subs != NO_LIMIT || payload != NO_LIMIT;
    }

    /**
     * As a user JWT says them. The hours are left out: the session ends with the window anyway, and nats-servers before 2.14
     * refuse who comes after midnight in a window that began before it.
     */
    public Limits claims() {
        return new Limits(subs, data, payload, sources.texts(), List.of(), null);
    }
}
