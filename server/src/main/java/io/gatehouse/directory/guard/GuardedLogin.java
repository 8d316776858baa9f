package io.gatehouse.directory.guard;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.guard.FailureLimits.Names;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.Precedence;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.spans.LoginTrace;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One login on its way along the chain, held to the failure limits and to its source's share of the hashing threads. It
 * counts as one failure at most, however many directories are asked: from when the first password hash for it begins, until
 * it turns out right. Whose credential was right before is held to nothing. Its lookups follow one another.
 */
public final class GuardedLogin {
    private final FailureLimits limits;
    private final SourceShares shares;
    private final LookupRecorder recorder;
    private final Names names;
    private final BooleanSupplier known;
    private final @Nullable LoginTrace trace;
    private volatile @Nullable Lookup current;
    private volatile double hashesPerSecond;
    private volatile boolean sharing;
    private volatile boolean countedInAdvance;

    /**
     * For a login.
     *
     * @param known whether the credential was right before; asked where that makes a difference, which it mostly does not
     * @param via who tells of it, where that is no server: a source that its failures count for, too; null for a server
     */
    public GuardedLogin(
            FailureLimits limits,
            SourceShares shares,
            LookupRecorder recorder,
            AuthorizationRequest login,
            BooleanSupplier known,
            @Nullable String via) {
        this(limits, shares, recorder, login, known, via, null);
    }

    /** @param trace null where the login is not traced */
    public GuardedLogin(
            FailureLimits limits,
            SourceShares shares,
            LookupRecorder recorder,
            AuthorizationRequest login,
            BooleanSupplier known,
            @Nullable String via,
            @Nullable LoginTrace trace) {
        this.limits = limits;
        this.shares = shares;
        this.recorder = recorder;
        this.names = limits.names(login, via);
        this.known = known;
        this.trace = trace;
    }

    /** Why nothing is to be looked up for it; null when it is. */
    public @Nullable RuntimeException refusal(Lookup lookup) {
        Limit reached = countedInAdvance ? null : limits.reached(names, lookup.hashesPerSecond());
        return reached == null || known.getAsBoolean() ? null : refused(reached);
    }

    /**
     * Begins with a lookup; it must be {@link #ended} in the end.
     *
     * @param knownThere whether the directory that is asked has found the credential right before, and not only another one
     */
    LookupTerms begin(Lookup lookup, long deadline, boolean knownThere) {
        current = lookup;
        // What is in memory is told by this thread, and nothing is hashed for it.
        if (lookup.kind() != Lookup.Kind.MEMORY && known.getAsBoolean()) {
            return new LookupTerms(deadline, Precedence.KNOWN, knownThere, () -> null, trace);
        }
        sharing = lookup.kind() == Lookup.Kind.HASHING;
        boolean low = sharing && !shares.enter(names.source());
        Precedence precedence = low ? Precedence.LOW : Precedence.ORDINARY;
        return new LookupTerms(deadline, precedence, knownThere, () -> refusalToHash(lookup), trace);
    }

    /** The lookup that it began with has come to its end, once. */
    void ended() {
        if (sharing) {
            sharing = false;
            shares.leave(names.source());
        }
    }

    /** It has come to its end, once; null without an answer. What it only heard of the lookups of others is not counted. */
    public void end(@Nullable LookupResult answer) {
        Lookup last = current;
        if (last == null || countedInAdvance == isWrong(answer)) {
            return;
        }
        if (countedInAdvance) {
            limits.takeBack(names, hashesPerSecond);
        } else {
            limits.failed(names, last.hashesPerSecond());
        }
    }

    private @Nullable RuntimeException refusalToHash(Lookup lookup) {
        if (countedInAdvance) {
            return null;
        }
        // What is taken back must be what was counted, so that it is measured once.
        hashesPerSecond = lookup.hashesPerSecond();
        Limit reached = limits.tryFail(names, hashesPerSecond);
        countedInAdvance = reached == null;
        return refused(reached);
    }

    private @Nullable RuntimeException refused(@Nullable Limit reached) {
        if (reached == null) {
            return null;
        }
        recorder.limited(reached);
        return new UndecidedException(Drop.FAILURE_LIMIT, "too many wrong credentials " + reached.words());
    }

    private static boolean isWrong(@Nullable LookupResult answer) {
        return answer instanceof LookupResult.Rejected rejected
                ? rejected.reason() == DenyReason.BAD_CREDENTIALS
                : answer == LookupResult.NotMine.NOT_MINE;
    }
}
