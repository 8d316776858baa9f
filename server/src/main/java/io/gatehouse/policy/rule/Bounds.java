package io.gatehouse.policy.rule;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.source.Sources;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The part of what rules give that gets narrower with every rule. In which order bounds are put together makes no difference.
 *
 * @param subs the most subscriptions, {@link UserLimits#NO_LIMIT} for no limit; so {@code data} and {@code payload}
 * @param sources where the client may come from; null when what was put together has no address in common
 * @param types how it may be connected; null when what was put together has no type in common
 * @param responses null when nothing says anything about them, so that none are allowed
 * @param session the longest session; null for no end
 */
record Bounds(
        long subs,
        long data,
        long payload,
        @Nullable Sources sources,
        @Nullable ConnectionTypes types,
        Hours hours,
        @Nullable Responses responses,
        @Nullable SessionLength session) {
    /** Nothing is bounded, and no responses are allowed. */
    static final Bounds NONE = new Bounds(
            UserLimits.NO_LIMIT,
            UserLimits.NO_LIMIT,
            UserLimits.NO_LIMIT,
            Sources.ANY,
            ConnectionTypes.ANY,
            Hours.ANY,
            null,
            null);

    /** What a directory states. */
    static Bounds of(Entitlement stated) {
        UserLimits limits = stated.limits();
        Duration session = stated.sessionTtl();
        return new Bounds(
                limits.subs(),
                limits.data(),
                limits.payload(),
                limits.sources(),
                stated.connectionTypes(),
                limits.hours(),
                stated.permissions().responses(),
                session == null ? null : new SessionLength(session, 0));
    }

    /** What keeps to both. */
    Bounds and(Bounds other) {
        return new Bounds(
                smaller(subs, other.subs),
                smaller(data, other.data),
                smaller(payload, other.payload),
                sources == null || other.sources == null ? null : sources.and(other.sources),
                types == null || other.types == null ? null : types.and(other.types),
                hours.and(other.hours),
                smaller(responses, other.responses),
                shorter(session, other.session));
    }

    /** Whether there is a limit that only the user's own permissions can carry. */
    boolean areLimited() {
        return subs != UserLimits.NO_LIMIT || data != UserLimits.NO_LIMIT || payload != UserLimits.NO_LIMIT;
    }

    private static long smaller(long one, long other) {
        if (one == UserLimits.NO_LIMIT || other == UserLimits.NO_LIMIT) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }

    private static @Nullable Responses smaller(@Nullable Responses one, @Nullable Responses other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Responses(fewer(one.max(), other.max()), shorter(one.ttl(), other.ttl()));
    }

    /** Of two that are the same to nats-server, such as 0 and 1, the one that says it. */
    private static int fewer(int one, int other) {
        long first = count(one);
        long second = count(other);
        return first == second ? Math.max(one, other) : first < second ? one : other;
    }

    /** How many nats-server takes it for. */
    private static long count(int max) {
        return max < 0 ? Long.MAX_VALUE : Math.max(max, 1);
    }

    private static Duration shorter(Duration one, Duration other) {
        int order = time(one).compareTo(time(other));
        if (order == 0) {
            return one.compareTo(other) > 0 ? one : other;
        }
        return order < 0 ? one : other;
    }

    /** How long nats-server takes it for. */
    private static Duration time(Duration ttl) {
        if (ttl.isNegative()) {
            return Duration.ofSeconds(Long.MAX_VALUE);
        }
        return ttl.isZero() ? Duration.ofMinutes(2) : ttl;
    }

    private static @Nullable SessionLength shorter(@Nullable SessionLength one, @Nullable SessionLength other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
