package io.gatehouse.directory.ldap.domain;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/** How many wrong passwords of each user have reached the servers in a row, for so many users at most. */
public final class WrongPasswords {
    private static final int MOST_USERS = 16 * 1024;

    /** The server's clock is not ours. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final LongSupplier clock;

    /** By the user's DN, in the order of their last use. */
    @GuardedBy("this") private final LinkedHashMap<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true);

    /** @param clock as {@link System#nanoTime()} */
    public WrongPasswords(LongSupplier clock) {
        this.clock = clock;
    }

    /** Of one user. */
    private static final class Count {
        private int wrong;
        private int underWay;
        private long last;

        private boolean isNothing() {
            return wrong == 0 && underWay == 0;
        }
    }

    /** How the try of a password has ended. */
    public enum End {
        RIGHT,
        WRONG,
        /** The server has looked at no password, or nobody knows. */
        UNDECIDED
    }

    /**
     * A password is to be tried, which may be wrong; {@link #end} must follow where this is true.
     *
     * @param server what the server itself tells of the user; a row that has ended there has ended here
     */
    public synchronized boolean begin(String user, ServerCount server, LockoutPolicy policy) {
        Count count = count(user, policy);
        if (hasEnded(count, server)) {
            count.wrong = Math.min(count.wrong, server.wrong());
        }
        if (Math.max(count.wrong, server.wrong()) + count.underWay >= policy.attempts()) {
            forget(user, count);
            return false;
        }
        count.underWay++;
        return true;
    }

    /** The same of a password that was right some time ago, which is tried in any case. */
    public synchronized void beginAnyway(String user, LockoutPolicy policy) {
        count(user, policy).underWay++;
    }

    /** The try has come to an end; right ones end the row, as they do at the server. */
    public synchronized void end(String user, End end) {
        Count count = counts.get(user);
        if (count == null) {
            return;
        }
        count.underWay--;
        if (end == End.WRONG) {
            count.wrong++;
            count.last = clock.getAsLong();
        } else if (end == End.RIGHT) {
            count.wrong = 0;
        }
        forget(user, count);
    }

    /** How many users are counted now. */
    public synchronized int users() {
        return counts.size();
    }

    @GuardedBy("this") private Count count(String user, LockoutPolicy policy) {
        Count count = counts.computeIfAbsent(user, unknown -> new Count());
        if (clock.getAsLong() - count.last >= policy.window().toNanos()) {
            count.wrong = 0;
        }
        makeRoom();
        return count;
    }

    /** Whether the user was let in, or got another password, after the last wrong one. */
    @GuardedBy("this") private boolean hasEnded(Count count, ServerCount server) {
        Duration since = server.sinceRight();
        return since != null && Duration.ofNanos(clock.getAsLong() - count.last).compareTo(since.plus(MARGIN)) > 0;
    }

    @GuardedBy("this") private void forget(String user, Count count) {
        if (count.isNothing()) {
            counts.remove(user);
        }
    }

    /** One that is under way is counted when it ends. */
    @GuardedBy("this") private void makeRoom() {
        Iterator<Count> oldest = counts.values().iterator();
        while (counts.size() > MOST_USERS && oldest.hasNext()) {
            if (oldest.next().underWay == 0) {
                oldest.remove();
            }
        }
    }
}
