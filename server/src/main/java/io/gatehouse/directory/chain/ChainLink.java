package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.cache.CredentialCache;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.directory.guard.SingleFlight;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory in its place in the chain.
 *
 * @param match the logins that it is asked about
 * @param reads what its answers depend on
 * @param keys makes the keys of its cache
 * @param cache its own part of what is remembered
 * @param flights its lookups that are under way
 */
record ChainLink(
        Match match,
        Directory directory,
        Set<LoginPart> reads,
        CredentialKeys keys,
        CredentialCache cache,
        SingleFlight flights) {
    /** How the login is looked up; null when it is not for this directory. */
    @Nullable Lookup lookup(AuthorizationRequest login) {
        return match.matches(login) ? directory.lookup(login) : null;
    }

    /** The name of its directory. */
    String name() {
        return directory.name();
    }

    CredentialKey key(Lookup lookup, AuthorizationRequest login) {
        return keys.of(lookup.version(), reads, login);
    }

    boolean readsTls() {
        return match.readsTls() || reads.contains(LoginPart.CERTIFICATE) || reads.contains(LoginPart.TLS);
    }

    /** Whether the login was right here some time ago; a directory that fails does so when it is its turn. */
    boolean isKnownGood(AuthorizationRequest login) {
        try {
            Lookup lookup = lookup(login);
            return lookup != null && cache.isKnownGood(key(lookup, login));
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }
}
