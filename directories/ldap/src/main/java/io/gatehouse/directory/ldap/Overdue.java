package io.gatehouse.directory.ldap;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the connections of a thread whose answer is late: a read has a limit, and a server that sends a little from time to time
 * keeps each.
 */
final class Overdue {
    /** What is late by less is ended by its own limits. */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(250);

    private final ScheduledExecutorService timer;
    private final LdapSession session;
    private final Deadline deadline;
    private boolean over;
    private @Nullable Future<?> next;

    private Overdue(ScheduledExecutorService timer, LdapSession session, Deadline deadline) {
        this.timer = timer;
        this.session = session;
        this.deadline = deadline;
    }

    /** Begins to watch, until it is ended. */
    static Overdue watch(ScheduledExecutorService timer, LdapSession session, Deadline deadline) {
        Overdue overdue = new Overdue(timer, session, deadline);
        overdue.look();
        return overdue;
    }

    /** The deadline may have become later meanwhile. */
    private synchronized void look() {
        if (over || timer.isShutdown()) {
            return;
        }
        long left = deadline.nanoTime().getAsLong() + GRACE - System.nanoTime();
        if (left > 0) {
            next = timer.schedule(this::look, left, TimeUnit.NANOSECONDS);
        } else {
            session.interrupt();
        }
    }

    /** What comes next over the connections is left alone. */
    synchronized void end() {
        over = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
