package io.gatehouse.sessions;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sessions a server is asked for at a time. Clients choose what they call themselves, and how much is told of each of them: of a
 * server's answer that is larger than what it lets wait for a connection, nothing comes, and the connection is lost. So the first answer
 * is a small one, by which the next are measured; and after one that did not come, smaller ones are asked for until all have come.
 */
public final class PageSize {
    /** Without anything known of them. */
    private static final int FIRST = 256;

    /**
     * Some 350 bytes each, as sessions are. A server makes a description of all that it has for each page, so that few large pages are
     * less work than many small ones.
     */
    private static final int MOST = 4_096;

    private static final int LEAST = 16;

    /** Of an answer; nats-server lets 64 MiB wait for a connection by default, of all servers' answers together. */
    private static final int BYTES = 8 * 1024 * 1024;

    private static final int MORE_CARE = 8;
    private static final int MOST_CARE = 64;

    private final int first;
    private final int most;
    private final AtomicInteger care = new AtomicInteger(1);

    /** For those of a cluster; to be kept beyond a connection, which an answer that is too large has ended. */
    public PageSize() {
        this(FIRST, MOST);
    }

    PageSize(int first, int most) {
        this.first = first;
        this.most = most;
    }

    /** By how much pages are smaller than they could be; to be taken once for each question. */
    int care() {
        return care.get();
    }

    /** The sessions of the first page. */
    int first(int withCare) {
        return Math.max(least(), first / withCare);
    }

    /**
     * The sessions of each further page.
     *
     * @param bytes of an answer with so many sessions
     */
    int next(int withCare, int sessions, int bytes) {
        int each = Math.max(1, bytes / Math.max(1, sessions));
        return Math.max(least(), Math.min(most, BYTES / each) / withCare);
    }

    private int least() {
        return Math.min(first, LEAST);
    }

    /** An answer has not come that should have. */
    void missed(int withCare) {
        int unused = care.accumulateAndGet(Math.min(MOST_CARE, withCare * MORE_CARE), Math::max);
    }

    /** All pages have come of servers that had several. */
    void whole(int withCare) {
        boolean unused = care.compareAndSet(withCare, 1);
    }
}
