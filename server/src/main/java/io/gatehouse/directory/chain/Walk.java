package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.guard.GuardedLogin;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Waiting;
import io.gatehouse.spans.LoginTrace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The way of one login along the chain, from the first directory that has to be asked on. It goes on to its end whether or not
 * somebody waits for it, so that a guess is counted even when its client has given up. One thread at a time walks.
 */
final class Walk {
    /** A directory that changes again and again while it is asked is asked so many times. */
    private static final int MOST_LOOKUPS = 4;

    private final DirectoryChain chain;
    private final AuthorizationRequest login;
    private final long deadline;
    private final @Nullable LoginTrace trace;
    private final CompletableFuture<ChainResult> end = new CompletableFuture<>();
    private @Nullable GuardedLogin attempt;
    private int index;
    private int lookups;
    private volatile Drop late = Drop.UNDECIDED;
    private Origin origin = Origin.NONE;

    Walk(DirectoryChain chain, AuthorizationRequest login, long deadline, @Nullable LoginTrace trace) {
        this.chain = chain;
        this.login = login;
        this.deadline = deadline;
        this.trace = trace;
    }

    /** Begins with a lookup of which nothing is remembered. */
    Answer<ChainResult> from(int first, Lookup lookup, @Nullable CredentialKey key) {
        index = first;
        go(() -> ask(link(), lookup, key));
        if (!end.isDone()) {
            return new Answer.Pending<>(Waiting.on(() -> late, Mono.fromFuture(end, true)));
        }
        try {
            return new Answer.Ready<>(end.join());
        } catch (CompletionException e) {
            throw UndecidedException.of(cause(e));
        }
    }

    /** Goes on for as long as the answers are ready. */
    private void go(Step first) {
        try {
            LookupResult result = first.take();
            while (result == NotMine.NOT_MINE && ++index < chain.links().size()) {
                lookups = 0;
                result = ask(link());
            }
            if (result != null) {
                finish(result);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private ChainLink link() {
        return chain.links().get(index);
    }

    private @Nullable LookupResult ask(ChainLink link) {
        AuthorizationRequest own = link.own(login);
        Lookup lookup = own == null ? null : link.lookup(own);
        if (own == null || lookup == null) {
            return NotMine.NOT_MINE;
        }
        CredentialKey key = link.key(lookup, own);
        origin = Origin.CACHE;
        LookupResult known = key == null ? null : link.cache().get(key);
        return known == null ? ask(link, lookup, key) : known;
    }

    /** The answer of a directory; null when it has to be waited for. */
    private @Nullable LookupResult ask(ChainLink link, Lookup lookup, @Nullable CredentialKey key) {
        LookupResult.Found before = key == null ? null : link.cache().knownGood(key);
        if (key != null && before != null && before.validity().until() == null && lookup.isProvenByVersion()) {
            link.cache().revalidate(key);
            origin = Origin.CACHE;
            return before;
        }
        origin = Origin.DIRECTORY;
        CompletableFuture<LookupResult> answer =
                key == null ? null : link.flights().join(key, deadline);
        if (answer == null) {
            answer = link.flights().start(key, lookup, deadline, admitted(lookup), link.sharedCredential(login));
        }
        if (answer.isDone()) {
            return ended(link, lookup, key, answer);
        }
        late = lookup.kind() == Lookup.Kind.HASHING ? Drop.HASHING_LATE : Drop.UNDECIDED;
        CompletableFuture<LookupResult> unused =
                answer.whenComplete((result, error) -> go(() -> inForce(link, lookup, key, result, error)));
        return null;
    }

    private LookupResult ended(
            ChainLink link, Lookup lookup, @Nullable CredentialKey key, CompletableFuture<LookupResult> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            return lastGood(link, lookup, key, cause(e));
        }
    }

    private GuardedLogin admitted(Lookup lookup) {
        GuardedLogin admitted = attempt;
        if (admitted == null) {
            admitted = chain.attempt(login, trace);
            attempt = admitted;
        }
        RuntimeException refusal = admitted.refusal(lookup);
        if (refusal != null) {
            throw refusal;
        }
        return admitted;
    }

    /** The answer of a pending lookup; when the directory has changed since the lookup began, it is asked again. */
    private @Nullable LookupResult inForce(
            ChainLink link,
            Lookup lookup,
            @Nullable CredentialKey key,
            @Nullable LookupResult result,
            @Nullable Throwable error) {
        AuthorizationRequest own = link.own(login);
        Lookup now = own == null ? null : link.lookup(own);
        boolean isUnchanged = now != null && now.version() == lookup.version();
        if (error != null) {
            return lastGood(link, lookup, isUnchanged ? key : null, cause(error));
        }
        if (isUnchanged) {
            return result;
        }
        if (++lookups == MOST_LOOKUPS) {
            throw new UndecidedException(Drop.UNDECIDED);
        }
        return ask(link);
    }

    /** What was right before, where a backend could not be asked and the configuration lets that be taken. */
    private LookupResult lastGood(ChainLink link, Lookup lookup, @Nullable CredentialKey key, Throwable error) {
        LookupResult good = lookup.kind() == Lookup.Kind.REMOTE ? link.lastGood(key, error) : null;
        if (good == null) {
            throw UndecidedException.of(error);
        }
        origin = Origin.CACHE;
        return good;
    }

    private void finish(LookupResult result) {
        if (attempt != null) {
            attempt.end(result);
        }
        end.complete(result == NotMine.NOT_MINE ? ChainResult.NOBODY : new ChainResult(result, link().name(), origin));
        if (origin == Origin.DIRECTORY && result != NotMine.NOT_MINE) {
            chain.found(link(), login, result);
        }
    }

    private void fail(Throwable error) {
        if (attempt != null) {
            attempt.end(null);
        }
        end.completeExceptionally(UndecidedException.of(cause(error)));
    }

    private static Throwable cause(Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : null;
        return cause == null ? error : cause;
    }

    /** Brings the next answer; null when it has to be waited for. */
    @FunctionalInterface
    private interface Step {
        @Nullable LookupResult take();
    }
}
