package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.cache.CredentialCache;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.directory.cache.CredentialParts;
import io.gatehouse.directory.guard.SingleFlight;
import io.gatehouse.directory.guard.backend.BackendGuard;
import io.gatehouse.directory.shared.SharedCredential;
import io.gatehouse.directory.shared.SharedEntries;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory in its place in the chain.
 *
 * @param names what it is asked about, and what its identities are called
 * @param match the logins that it is asked about
 * @param reads what its answers depend on
 * @param parts the same, as it is written into the keys of its cache
 * @param keys makes these
 * @param cache its own part of what is remembered
 * @param guard stands before its backend, where it has one
 * @param stale for how long a right credential is taken while the backend fails, after its time in the cache
 * @param flights its lookups that are under way
 * @param shared what it leaves for other instances, and finds of theirs; null for nothing
 */
record ChainLink(
        DirectoryNames names,
        Match match,
        Directory directory,
        Set<LoginPart> reads,
        CredentialParts parts,
        CredentialKeys keys,
        CredentialCache cache,
        BackendGuard guard,
        Duration stale,
        SingleFlight flights,
        @Nullable SharedEntries shared) {
    /** The login as this directory is asked about it; null when it is not for this directory. */
    @Nullable AuthorizationRequest own(AuthorizationRequest login) {
        AuthorizationRequest own = names.login(login);
        return own != null && match.matches(own) ? own : null;
    }

    /** How a login of its own is looked up; null when it is not for this directory after all. */
    @Nullable Lookup lookup(AuthorizationRequest own) {
        return directory.lookup(own);
    }

    /** Where other instances may have left the answer to a login; null for nowhere. */
    @Nullable SharedCredential sharedCredential(AuthorizationRequest login) {
        AuthorizationRequest own = shared == null ? null : own(login);
        return shared == null || own == null ? null : shared.credential(own);
    }

    /** The name of its directory. */
    String name() {
        return directory.name();
    }

    /** What the answer is remembered by, and shared; null where it is nobody else's and there at once: a proof made anew. */
    @Nullable CredentialKey key(Lookup lookup, AuthorizationRequest own) {
        boolean isOnce = !lookup.isReusable() && lookup.kind() == Lookup.Kind.MEMORY;
        return isOnce ? null : keys.of(lookup.version(), parts, own);
    }

    /**
     * What was right before, where its backend could not be asked and the configuration lets that be taken; null for nothing. A backend
     * that has answered does not fail, whatever it said of this one login: it may forbid it.
     */
    LookupResult.@Nullable Found lastGood(@Nullable CredentialKey key, Throwable error) {
        boolean isOfBackend = error instanceof UndecidedException undecided
                && !(undecided instanceof UnusableAnswerException)
                && (undecided.reason() == Drop.UNDECIDED
                        || (undecided.reason() == Drop.LOOKUPS_FULL && guard.isFailing()));
        LookupResult.Found good = key == null || !isOfBackend ? null : cache.lastGood(key, stale);
        if (good != null) {
            guard.answeredStale();
        }
        return good;
    }

    /**
     * Forgets what was found of these users; a directory that has them in memory knows by itself what they are now.
     *
     * @param users by the names of their identities; null for everybody
     */
    void forget(@Nullable Set<String> users) {
        if (directory instanceof LoadedDirectory) {
            return;
        }
        cache.forget(users);
        flights.forget();
        if (shared != null) {
            shared.forget(users == null ? null : names.ofDirectory(users));
        }
    }

    /** The same, for instances that are started later as well. */
    void revoke(@Nullable Set<String> users) {
        forget(users);
        if (shared != null) {
            shared.revoke(users == null ? null : names.ofDirectory(users));
        }
    }

    boolean readsTls() {
        return match.readsTls() || reads.contains(LoginPart.CERTIFICATE) || reads.contains(LoginPart.TLS);
    }

    /** Whether the login was right here some time ago; a directory that fails does so when it is its turn. */
    boolean isKnownGood(AuthorizationRequest login) {
        try {
            AuthorizationRequest own = own(login);
            Lookup lookup = own == null ? null : lookup(own);
            CredentialKey key = own == null || lookup == null ? null : key(lookup, own);
            return key != null && cache.isKnownGood(key);
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }
}
