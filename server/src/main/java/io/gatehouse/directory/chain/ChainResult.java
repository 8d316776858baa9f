package io.gatehouse.directory.chain;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.policy.Authorization.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a chain.
 *
 * @param directory the name of the directory that answered; null when the login is nobody's
 */
public record ChainResult(LookupResult result, @Nullable String directory, Origin origin) {
    /** The login is no directory's. */
    static final ChainResult NOBODY = new ChainResult(NotMine.NOT_MINE, null, Origin.NONE);
}
