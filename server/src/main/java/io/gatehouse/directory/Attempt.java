package io.gatehouse.directory;

import io.gatehouse.directory.FailureLimits.Names;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.UndecidedException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One login whose credential has to be looked at, held to the failure limits and to its source's share of the hashing
 * threads. A password counts as wrong from when its hash begins until it turns out right, so that guesses that are hashed
 * together cannot exceed a limit; whose credential was right before is held to nothing.
 */
final class Attempt {
    private final FailureLimits limits;
    private final SourceShares shares;
    private final LookupRecorder recorder;
    private final Names names;
    private final Question question;
    private final boolean known;
    private volatile double hashesPerSecond;
    private volatile boolean sharing;
    private volatile boolean countedInAdvance;

    /** @param known whether the credential was right before */
    Attempt(
            FailureLimits limits,
            SourceShares shares,
            LookupRecorder recorder,
            Names names,
            Question question,
            boolean known) {
        this.limits = limits;
        this.shares = shares;
        this.recorder = recorder;
        this.names = names;
        this.question = question;
        this.known = known;
    }

    /** Why the credential is not to be looked at; null when it is. */
    @Nullable RuntimeException refusal() {
        return known ? null : refused(limits.reached(names, question.hashesPerSecond()));
    }

    /** Begins; it must {@link #end} in the end. */
    Asking begin(Effort effort, long deadline) {
        if (known) {
            return new Asking(deadline, Precedence.KNOWN, () -> null);
        }
        sharing = effort == Effort.HASHING;
        boolean low = sharing && !shares.enter(names.source());
        return new Asking(deadline, low ? Precedence.LOW : Precedence.ORDINARY, this::refusalToHash);
    }

    /** It has come to an end, once; null without an answer. */
    void end(@Nullable LookupResult answer) {
        if (sharing) {
            shares.leave(names.source());
        }
        if (countedInAdvance != isWrong(answer)) {
            if (countedInAdvance) {
                limits.takeBack(names, hashesPerSecond);
            } else {
                limits.failed(names, question.hashesPerSecond());
            }
        }
    }

    private @Nullable RuntimeException refusalToHash() {
        // What is taken back must be what was counted, so that it is measured once.
        hashesPerSecond = question.hashesPerSecond();
        Limit reached = limits.tryFail(names, hashesPerSecond);
        countedInAdvance = reached == null;
        return refused(reached);
    }

    private @Nullable RuntimeException refused(@Nullable Limit reached) {
        if (reached == null) {
            return null;
        }
        recorder.limited(reached);
        return new UndecidedException(Reason.TOO_MANY_FAILURES, "too many wrong credentials " + reached.words());
    }

    private static boolean isWrong(@Nullable LookupResult answer) {
        return answer instanceof LookupResult.Rejected rejected
                ? rejected.reason() == DenyReason.BAD_CREDENTIALS
                : answer == LookupResult.NotMine.NOT_MINE;
    }
}
