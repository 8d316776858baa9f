package io.gatehouse.sessions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question for sessions, on its way to all servers. A server that has more than a page of them is asked for the pages from the last
 * to the first: sessions that end meanwhile move others to a page before, which is still to come.
 */
final class SessionFinding {
    private final SystemConnection connection;
    private final SessionQuery query;
    private final PageSize pages;
    private final int care;
    private final Duration patience;
    private final Consumer<List<ServerSession>> each;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Coverage> result = new CompletableFuture<>();

    @GuardedBy("this") private final Set<String> heard = new HashSet<>();

    @GuardedBy("this") private final Set<String> whole = new HashSet<>();

    @GuardedBy("this") private int servers;

    /** Whether a server has more than its first page. */
    private volatile boolean several;

    private volatile long progress = System.nanoTime();

    /**
     * @param pages how large they are
     * @param patience how long nothing may come before it ends
     * @param each takes what a server tells, page by page, on a thread of the connection; a session may come twice
     */
    SessionFinding(
            SystemConnection connection,
            SessionQuery query,
            PageSize pages,
            Duration patience,
            Consumer<List<ServerSession>> each,
            ScheduledExecutorService timer) {
        this.connection = connection;
        this.query = query;
        this.pages = pages;
        this.care = pages.care();
        this.patience = patience;
        this.each = each;
        this.timer = timer;
    }

    /** Asks; what comes never fails, and ends once all servers have told all, or nothing has come for as long as may be. */
    CompletableFuture<Coverage> begin() {
        CompletableFuture<Void> counted =
                connection.servers(patience).handle((number, failure) -> known(number == null ? 0 : number));
        SystemConnection.Asked asked = connection.sessions(query.json(0, pages.first(care)), this::replied);
        look(patience.toNanos());
        return result.whenComplete((found, failure) -> {
            asked.close();
            boolean unused = counted.cancel(false);
            judge(found.isWhole());
        });
    }

    /** Makes the pages of the next question smaller where one of these may have been too large to come. */
    private void judge(boolean all) {
        if (all && several) {
            pages.whole(care);
        } else if (!all && (!connection.isOpen() || isPageMissing())) {
            pages.missed(care);
        }
    }

    private synchronized boolean isPageMissing() {
        return heard.size() > whole.size();
    }

    private @Nullable Void known(int number) {
        synchronized (this) {
            servers = number;
        }
        endIfWhole();
        return null;
    }

    private void replied(SystemReply<SessionPage> reply) {
        SessionPage page = reply.data();
        synchronized (this) {
            if (page == null || !heard.add(reply.server().id())) {
                return;
            }
        }
        take(page);
        int sessions = page.sessions().size();
        if (sessions < pages.first(care)) {
            isWhole(reply.server().id());
        } else {
            several = true;
            int limit = pages.next(care, sessions, reply.bytes());
            page(reply.server().id(), (page.total() - 1) / limit * limit, limit);
        }
    }

    private void page(String server, int offset, int limit) {
        CompletableFuture<Void> unused = connection
                .sessions(server, query.json(offset, limit), patience)
                .thenAccept(reply -> {
                    SessionPage page = reply.data();
                    if (page != null) {
                        take(page);
                        next(server, offset, limit);
                    }
                });
    }

    private void next(String server, int offset, int limit) {
        if (result.isDone()) {
            return;
        }
        if (offset == 0) {
            isWhole(server);
        } else {
            page(server, offset - limit, limit);
        }
    }

    private void take(SessionPage page) {
        progress = System.nanoTime();
        if (!result.isDone()) {
            each.accept(page.sessions());
        }
    }

    private void isWhole(String server) {
        synchronized (this) {
            whole.add(server);
        }
        endIfWhole();
    }

    private void endIfWhole() {
        Coverage found = counted();
        if (found.isWhole()) {
            result.complete(found);
        }
    }

    private synchronized Coverage counted() {
        return new Coverage(whole.size(), servers);
    }

    /** Gives up the servers of which nothing comes. */
    private void look(long nanos) {
        Future<?> unused = Later.run(timer, nanos, this::giveUpIfLate, this::end);
    }

    private void giveUpIfLate() {
        long left = progress + patience.toNanos() - System.nanoTime();
        if (result.isDone()) {
            return;
        }
        if (left > 0) {
            look(left);
        } else {
            end();
        }
    }

    private void end() {
        result.complete(counted());
    }
}
