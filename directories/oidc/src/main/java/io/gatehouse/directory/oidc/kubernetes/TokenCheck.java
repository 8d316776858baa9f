package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.LookupResult;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds out whether tokens of service accounts are good. */
interface TokenCheck extends AutoCloseable {
    /** What an answer without asking, or one that is remembered, goes by. */
    long version();

    /** The answer as far as it is known without asking; null when somebody is to be asked. */
    @Nullable LookupResult now(ClusterAccountToken token);

    /**
     * The answer after asking; an error when that does not decide it.
     *
     * @param deadline in {@link System#nanoTime()}
     */
    Mono<LookupResult> later(ClusterAccountToken token, long deadline);

    /** How lookups that ask are guarded. */
    Backend backend();

    /** Completes when it can be found out now. */
    Mono<Void> probe();

    /** Ends what is under way. */
    @Override
    void close();
}
