package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.policy.SourceNetwork;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the wrong credentials that are looked at, for each user name and for each source address. Only credentials that
 * were compared and found wrong count: nothing that was given up, and nothing that was known already.
 */
final class FailureLimits {
    /** What tells the two kinds of names apart. */
    private static final int USER = 1;

    private static final int SOURCE = 2;

    private final CredentialKeys keys;
    private final LookupRecorder recorder;
    private final @Nullable FailureLimit users;
    private final @Nullable FailureLimit sources;

    FailureLimits(FailureSettings settings, CredentialKeys keys, LookupRecorder recorder, LongSupplier clock) {
        this.keys = keys;
        this.recorder = recorder;
        this.users = settings.perUser() == 0 ? null : new FailureLimit(settings.perUser(), settings.window(), clock);
        this.sources =
                settings.perSource() == 0 ? null : new FailureLimit(settings.perSource(), settings.window(), clock);
    }

    /** Whether there were too many failures to look at one more credential. */
    boolean reached(AuthorizationRequest request) {
        if (users != null && named(user(request)) && users.reached(keys.of(USER, user(request)))) {
            recorder.limited(Limit.USER);
            return true;
        }
        if (sources != null && named(source(request)) && sources.reached(keys.of(SOURCE, source(request)))) {
            recorder.limited(Limit.SOURCE);
            return true;
        }
        return false;
    }

    /** Counts a credential that was found wrong. */
    void failed(AuthorizationRequest request) {
        if (users != null && named(user(request))) {
            users.failed(keys.of(USER, user(request)));
        }
        if (sources != null && named(source(request))) {
            sources.failed(keys.of(SOURCE, source(request)));
        }
    }

    private static String user(AuthorizationRequest request) {
        String user = request.connect().user();
        return user == null ? "" : user;
    }

    private static String source(AuthorizationRequest request) {
        return SourceNetwork.of(request.client().host());
    }

    private static boolean named(String name) {
        return !name.isEmpty();
    }
}
