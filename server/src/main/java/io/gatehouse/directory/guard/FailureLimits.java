package io.gatehouse.directory.guard;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.policy.source.SourceNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleToIntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the wrong credentials that are looked at, for each user name from each source network, for each user name from
 * anywhere, and for each source network. Only credentials that were compared and found wrong count: nothing that was given
 * up, and nothing that was known already.
 *
 * <p>A derived limit of a source is a share of the hashing threads' time, of which each credential takes what its own hash
 * takes: all that is asked or counted here is told how many hashes of the kind can be computed in a second, 0 where none is
 * computed or that is not known.
 */
public final class FailureLimits {
    /** What tells the kinds of names apart. */
    private static final int USER = 1;

    private static final int SOURCE = 2;

    private static final int USER_AND_SOURCE = 3;

    private final CredentialKeys keys;
    private final List<Rule> rules = new ArrayList<>();

    public FailureLimits(FailureSettings settings, CredentialKeys keys, LongSupplier clock) {
        this.keys = keys;
        Duration window = settings.window();
        add(Limit.USER_AND_SOURCE, settings.perUserAndSource(), hashes -> settings.perUserAndSource(), window, clock);
        add(Limit.USER, settings.perUser(), hashes -> settings.perUser(), window, clock);
        add(Limit.SOURCE, settings.perSource(), settings::perSource, window, clock);
    }

    private void add(Limit limit, int configured, DoubleToIntFunction mostOf, Duration window, LongSupplier clock) {
        if (configured != 0) {
            rules.add(new Rule(limit, new FailureLimit(window, clock), mostOf));
        }
    }

    /** The names that failures of this request count for. */
    Names names(AuthorizationRequest request) {
        String user = request.connect().user();
        return new Names(
                keys,
                user == null ? "" : user,
                SourceNetwork.of(request.client().host()));
    }

    /** The limit that is reached, so that one more credential is not to be looked at; null when there is none. */
    @Nullable Limit reached(Names names, double hashesPerSecond) {
        for (Rule rule : rules) {
            Long name = rule.failures.isEmpty() ? null : names.of(rule.limit);
            if (name != null && rule.failures.reached(name, rule.most(hashesPerSecond))) {
                return rule.limit;
            }
        }
        return null;
    }

    /** Counts a credential as wrong in advance, or, where a limit is reached, only says which. */
    @Nullable Limit tryFail(Names names, double hashesPerSecond) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            Long name = names.of(rule.limit);
            if (name != null && !rule.failures.tryFail(name, rule.most(hashesPerSecond))) {
                takeBack(names, hashesPerSecond, i);
                return rule.limit;
            }
        }
        return null;
    }

    /** What was counted in advance was not wrong. */
    void takeBack(Names names, double hashesPerSecond) {
        takeBack(names, hashesPerSecond, rules.size());
    }

    /** Counts a credential that was found wrong. */
    void failed(Names names, double hashesPerSecond) {
        for (Rule rule : rules) {
            Long name = names.of(rule.limit);
            if (name != null) {
                rule.failures.failed(name, rule.most(hashesPerSecond));
            }
        }
    }

    private void takeBack(Names names, double hashesPerSecond, int first) {
        for (Rule rule : rules.subList(0, first)) {
            Long name = names.of(rule.limit);
            if (name != null) {
                rule.failures.takeBack(name, rule.most(hashesPerSecond));
            }
        }
    }

    /**
     * Failures by the names of one kind.
     *
     * @param mostOf how many there may be that are all like one of which so many hashes can be computed in a second
     */
    private record Rule(Limit limit, FailureLimit failures, DoubleToIntFunction mostOf) {
        int most(double hashesPerSecond) {
            return mostOf.applyAsInt(hashesPerSecond);
        }
    }

    /** What a request's failures count for, each known by a keyed hash, which is made when it is asked for first. */
    static final class Names {
        private final CredentialKeys keys;
        private final String user;
        private final String from;
        private volatile @Nullable Long byUserAndSource;
        private volatile @Nullable Long byUser;
        private volatile @Nullable Long bySource;

        /**
         * @param user empty when the client presents no user name
         * @param from the source, empty when it is not known, so that it is not limited
         */
        private Names(CredentialKeys keys, String user, String from) {
            this.keys = keys;
            this.user = user;
            this.from = from;
        }

        /** The source, known or not. */
        long source() {
            Long known = bySource;
            if (known == null) {
                known = keys.of(SOURCE, from);
                bySource = known;
            }
            return known;
        }

        private @Nullable Long of(Limit limit) {
            return switch (limit) {
                case USER_AND_SOURCE -> user.isEmpty() ? null : userAndSource();
                case USER -> user.isEmpty() ? null : user();
                case SOURCE -> from.isEmpty() ? null : Long.valueOf(source());
            };
        }

        private Long userAndSource() {
            Long known = byUserAndSource;
            if (known == null) {
                known = keys.of(USER_AND_SOURCE, from + ' ' + user);
                byUserAndSource = known;
            }
            return known;
        }

        private Long user() {
            Long known = byUser;
            if (known == null) {
                known = keys.of(USER, user);
                byUser = known;
            }
            return known;
        }
    }
}
