package io.gatehouse.directory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for the versions of what directories know, each given once in this process and larger than all before: an
 * answer that was remembered for one version can never be taken for another's.
 */
public final class Versions {
    private static final AtomicLong LAST = new AtomicLong();

    private Versions() {}

    /** The next number. */
    public static long next() {
        return LAST.incrementAndGet();
    }
}
