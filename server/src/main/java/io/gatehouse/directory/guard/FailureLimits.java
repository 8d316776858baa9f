package io.gatehouse.directory.guard;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.policy.source.SourceNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleToIntFunction;
import java.util.function.Function;
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
        add(
                Limit.USER_AND_SOURCE,
                settings.perUserAndSource(),
                hashes -> settings.perUserAndSource(),
                List.of(Names::userAndSource, Names::userVia),
                new FailureLimit(window, clock));
        add(
                Limit.USER,
                settings.perUser(),
                hashes -> settings.perUser(),
                List.of(Names::user),
                new FailureLimit(window, clock));
        add(
                Limit.SOURCE,
                settings.perSource(),
                settings::perSource,
                List.of(Names::ofSource, Names::via),
                new FailureLimit(window, clock));
    }

    private void add(
            Limit limit,
            int configured,
            DoubleToIntFunction mostOf,
            List<Function<Names, @Nullable Long>> names,
            FailureLimit failures) {
        if (configured != 0) {
            names.forEach(name -> rules.add(new Rule(limit, name, failures, mostOf)));
        }
    }

    /**
     * The names that failures of this request count for.
     *
     * @param via who tells of the request, where that is no server: another source beside its own; null for a server
     */
    Names names(AuthorizationRequest request, @Nullable String via) {
        String user = request.connect().user();
        String source = SourceNetwork.of(request.client().host());
        long from = keys.of(SOURCE, source);
        Long teller = via == null ? null : keys.of(SOURCE, via);
        return user == null || user.isEmpty()
                ? new Names(null, null, from, !source.isEmpty(), null, teller)
                : new Names(
                        keys.of(USER_AND_SOURCE, source + ' ' + user),
                        keys.of(USER, user),
                        from,
                        !source.isEmpty(),
                        via == null ? null : keys.of(USER_AND_SOURCE, via + ' ' + user),
                        teller);
    }

    /** The limit that is reached, so that one more credential is not to be looked at; null when there is none. */
    @Nullable Limit reached(Names names, double hashesPerSecond) {
        for (Rule rule : rules) {
            Long name = rule.name.apply(names);
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
            Long name = rule.name.apply(names);
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
            Long name = rule.name.apply(names);
            if (name != null) {
                rule.failures.failed(name, rule.most(hashesPerSecond));
            }
        }
    }

    private void takeBack(Names names, double hashesPerSecond, int first) {
        for (Rule rule : rules.subList(0, first)) {
            Long name = rule.name.apply(names);
            if (name != null) {
                rule.failures.takeBack(name, rule.most(hashesPerSecond));
            }
        }
    }

    /**
     * Failures by the names of one kind.
     *
     * @param name the name that a failure counts for; null for none
     * @param mostOf how many there may be that are all like one of which so many hashes can be computed in a second
     */
    private record Rule(
            Limit limit, Function<Names, @Nullable Long> name, FailureLimit failures, DoubleToIntFunction mostOf) {
        int most(double hashesPerSecond) {
            return mostOf.applyAsInt(hashesPerSecond);
        }
    }

    /**
     * What a request's failures count for, each known by a keyed hash.
     *
     * @param userAndSource null when the client presents no user name
     * @param user the same
     * @param fromSomewhere whether the source is known, so that it is limited
     * @param userVia the user name with another source, which is limited too; null for none
     * @param via that source; null for none
     */
    record Names(
            @Nullable Long userAndSource,
            @Nullable Long user,
            long source,
            boolean fromSomewhere,
            @Nullable Long userVia,
            @Nullable Long via) {
        private @Nullable Long ofSource() {
            return fromSomewhere ? source : null;
        }
    }
}
