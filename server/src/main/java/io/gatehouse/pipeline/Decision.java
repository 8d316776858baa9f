package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.AppliedRules;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a request ends with: whose it was, what became of it and by which directory, and when. The times are of
 * {@link System#nanoTime()}; they are 0 when the request was dropped unread.
 *
 * @param request what was asked; null when it was dropped unread, or did not prove genuine
 * @param authorization the verdict and what it rests on
 * @param arrivedAt when it was read from the connection
 * @param takenAt when a thread began to work on it
 * @param endedAt when it was answered, or given up
 * @param configuration the revision of the configuration that it was answered by; empty where that is not known
 */
public record Decision(
        @Nullable AuthorizationRequest request,
        Authorization authorization,
        long arrivedAt,
        long takenAt,
        long endedAt,
        String configuration) {
    /** Without a word on the configuration. */
    public Decision(
            @Nullable AuthorizationRequest request,
            Authorization authorization,
            long arrivedAt,
            long takenAt,
            long endedAt) {
        this(request, authorization, arrivedAt, takenAt, endedAt, "");
    }

    /** Of a request of which nothing was looked at. */
    static Decision unread(Drop reason) {
        return new Decision(null, Authorization.dropped(reason, reason.text()), 0, 0, 0);
    }

    /** Whether a thread has worked on it; otherwise it was dropped unread. */
    public boolean wasTaken() {
        return takenAt != 0;
    }

    public Verdict verdict() {
        return authorization.verdict();
    }

    /** The directory that answered, null when none did. */
    public @Nullable String directory() {
        return authorization.directory();
    }

    /** Who the client is, null when no directory found one. */
    public @Nullable Identity identity() {
        return authorization.identity();
    }

    /** Where the directory's answer came from. */
    public Origin origin() {
        return authorization.origin();
    }

    /** The rules that held. */
    public AppliedRules rules() {
        return authorization.rules();
    }

    /** How long the request waited for a thread, in nanoseconds. */
    public long waitedNanos() {
        return takenAt - arrivedAt;
    }

    /** The time from arrival to end, in nanoseconds. */
    public long nanos() {
        return endedAt - arrivedAt;
    }
}
