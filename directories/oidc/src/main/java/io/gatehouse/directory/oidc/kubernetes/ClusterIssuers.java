package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tokens of a cluster have as {@code iss}: what is configured, or else what its API server says and has said before. It
 * names one issuer only, and after a change tokens of the one before are good until they end: it is the keys that prove them.
 */
final class ClusterIssuers {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterIssuers.class);

    /** A cluster that had more in the time of one process is none. */
    private static final int MOST = 4;

    private final String directory;
    private final AtomicLong version;
    private final boolean configured;

    /** The newest first. */
    private volatile List<String> known;

    /**
     * @param directory its name
     * @param version gets larger with another issuer, beyond all that there were in this process
     * @param configured what is configured; empty where the API server is to say it
     */
    ClusterIssuers(String directory, AtomicLong version, Set<String> configured) {
        this.directory = directory;
        this.version = version;
        this.configured = !configured.isEmpty();
        this.known = List.copyOf(configured);
    }

    /** Whether they are configured, so that nobody else says them. */
    boolean areConfigured() {
        return configured;
    }

    /** Whether there is any. */
    boolean areKnown() {
        return !known.isEmpty();
    }

    /** Whether it is one of them. */
    boolean include(@Nullable String issuer) {
        return issuer != null && known.contains(issuer);
    }

    /** Takes what the API server says now; what was made of tokens without it holds no longer. */
    synchronized void learn(String issuer) {
        List<String> before = known;
        if (configured || before.contains(issuer)) {
            return;
        }
        known = Stream.concat(Stream.of(issuer), before.stream()).limit(MOST).toList();
        long unused = version.updateAndGet(last -> Math.max(last + 1, System.nanoTime()));
        if (!before.isEmpty()) {
            LOG.info(
                    "{}: the cluster's tokens have the issuer {} now; those of {} are taken until they end, while this process"
                            + " runs",
                    directory,
                    Quoted.of(issuer),
                    Quoted.of(before.get(0)));
        }
    }
}
