package io.gatehouse.revocation;

import io.gatehouse.nats.RepeatedLines;
import io.gatehouse.revocation.RevocationRecorder.By;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.sessions.SystemConnection;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sessions of users who are revoked, in an order that leaves no hole: this instance forgets them, tells the others, finds and
 * closes their sessions at once, and does so again when answers that were under way have ended, and when nats-server waits for none of
 * these any more. Everything is decided by one thread, which waits for nothing.
 */
public final class Revocations implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Revocations.class);

    private static final String THREAD = "gatehouse-revocation";

    /** Batches whose users are looked for at a time; those that are revoked meanwhile are one batch then. */
    private static final int MOST_LOOKING = 16;

    /** So long a revocation waits for others that come with it. */
    private static final long GATHER_MILLIS = 5;

    /** Before what could not be looked for is looked for again. */
    private static final Duration AGAIN = Duration.ofMillis(500);

    /** Beyond the time that nats-server waits for an answer. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    /** So long somebody who has asked for a revocation waits. */
    private static final long ANSWERED_MILLIS = 5_000;

    private final RevocationSettings settings;
    private final Memory memory;
    private final RevocationRecorder recorder;
    private final Duration budget;
    private final HeldPeers peers;
    private final RevocationLink link;
    private final ScheduledThreadPoolExecutor thread;
    private final SessionCloser closer;
    private final Batches batches;
    private final GatheredUsers pending;
    private final RepeatedLines lines = new RepeatedLines(log, System::nanoTime);
    private boolean gathering;
    /** Whether who is started later has to know: the directory of some of them tells nobody of changes. */
    private boolean lasting;

    private int looking;

    /**
     * @param budget how long an answer may be under way
     * @param memory what this instance remembers
     */
    public Revocations(RevocationSettings settings, Duration budget, Memory memory, RevocationRecorder recorder) {
        this(settings, budget, memory, recorder, Batches.MOST_USERS);
    }

    /** @param mostUsers that are kept */
    Revocations(
            RevocationSettings settings, Duration budget, Memory memory, RevocationRecorder recorder, int mostUsers) {
        this.batches = new Batches(mostUsers);
        this.pending = new GatheredUsers(mostUsers);
        this.settings = settings;
        this.memory = memory;
        this.recorder = recorder;
        this.budget = budget;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, THREAD);
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        this.peers = new HeldPeers(settings.secrets(), memory, recorder, thread);
        this.link = new RevocationLink(settings.nats(), peers, memory, recorder, thread, new Linked());
        this.closer = new SessionCloser(link::sessions, settings.rate(), thread);
    }

    /** Begins to connect. */
    public void start() {
        link.start();
    }

    /** Tells others under the secrets of these from now on, and logs in as they say when it connects again. */
    public void use(RevocationSettings now) {
        link.logInAs(now.nats());
        execute(() -> peers.use(now.secrets()));
    }

    /** Hears of each connection as the user of the system account, before it is used. */
    public void onConnection(Consumer<SystemConnection> listener) {
        link.onConnection(listener);
    }

    /** A directory has told that a user has changed, or was asked; does nothing that takes time. */
    public void changed(Revoked user, By by) {
        execute(() -> {
            recorder.revoked(by, 1);
            lasting |= by == By.POLL;
            gather(user);
        });
    }

    /** A directory has told of marks that are revoked: nobody knows whose they are, nor whether there are sessions that have them. */
    public void marksRevoked(Revoked marked) {
        execute(() -> gather(marked));
    }

    private void gather(Revoked user) {
        pending.add(user);
        if (!gathering) {
            gathering = true;
            ScheduledFuture<?> unused =
                    thread.schedule(() -> guarded(this::gathered), GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * A directory cannot tell which of its users have changed: what is remembered of all of them is forgotten everywhere, and no session
     * is closed.
     */
    public void changedSomebody(String directory) {
        execute(() -> {
            lines.warn("users of directory " + directory
                    + " may have changed, and it does not say which: what is remembered of them is forgotten, and their"
                    + " sessions are left; gatehouse kick closes those of a user");
            memory.forget(directory, null);
            tellPeers(directory, null, 0);
        });
    }

    /**
     * Somebody has asked to revoke a user, who may log in again as far as the directories let him.
     *
     * @return what became of it at the first try; never fails
     */
    public CompletableFuture<RevocationResult> revoke(Revoked user) {
        CompletableFuture<RevocationResult> result = new CompletableFuture<>();
        execute(() -> {
            recorder.revoked(By.REQUEST, 1);
            Revoked.byDirectory(List.of(user)).forEach(memory::revoke);
            Batch batch = begin(List.of(user));
            CompletableFuture<Void> unused = batch.first().thenAccept(result::complete);
            long patience = link.sessions() == null ? 0 : ANSWERED_MILLIS;
            ScheduledFuture<?> unusedLimit =
                    thread.schedule(() -> result.complete(batch.result()), patience, TimeUnit.MILLISECONDS);
        });
        return result;
    }

    /** The sessions of all servers; null while no server answers. */
    public @Nullable Sessions sessions() {
        return link.sessions();
    }

    /** What is to be said of it, by what it is about; nothing while servers answer. */
    public Map<String, String> notes() {
        return link.notes();
    }

    private void execute(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            log.debug("a revocation came at the end of the service");
        }
    }

    private void guarded(Runnable work) {
        Recovery.run(work, mistake -> {
            if (!thread.isShutdown()) {
                log.error("a mistake in Gatehouse: a revocation may not have come to its end", mistake);
            }
        });
    }

    private void gathered() {
        gathering = false;
        List<Revoked> users = pending.take();
        if (lasting) {
            lasting = false;
            Revoked.byDirectory(users).forEach(memory::revoke);
        }
        Batch unused = begin(users);
    }

    private Batch begin(List<Revoked> users) {
        Revoked.byDirectory(users).forEach(memory::forget);
        Batch batch = batches.add(users);
        tellPeers(batch);
        putTogether();
        work();
        return batch;
    }

    private void tellPeers(Batch batch) {
        Revoked.byDirectory(batch.users()).forEach((directory, names) -> tellPeers(directory, names, batch.number()));
    }

    private void tellPeers(@Nullable String directory, @Nullable Set<String> users, long number) {
        Sessions now = link.sessions();
        if (!peers.isEmpty() && now != null) {
            boolean isAll = users == null || users.size() > PeerMessage.MOST_USERS;
            peers.tell(now.connection(), link.inbox() + '.' + number, directory, isAll ? null : List.copyOf(users));
        }
    }

    /** What waits takes no more room than it may, and nobody is left out of it. */
    private void putTogether() {
        batches.together().forEach(this::putInPlace);
    }

    private void putInPlace(Batch one) {
        if (one.isOfEverybody()) {
            lines.warn(
                    "more users have changed than are kept until none of their sessions can be left: everybody's sessions"
                            + " in the same accounts are closed, at revocation.rate");
            Revoked.byDirectory(one.users()).forEach(memory::forget);
        }
        tellPeers(one);
        schedule(one);
    }

    /** Looks for the sessions of all who are due, unless enough is looked for already. */
    private void work() {
        Sessions now = link.sessions();
        long time = System.nanoTime();
        List<Batch> due = batches.due(time);
        if (now == null || due.isEmpty() || looking >= MOST_LOOKING) {
            return;
        }
        looking++;
        due.forEach(Batch::begin);
        SessionSearch search = new SessionSearch(due, time);
        CompletableFuture<Void> unused = now.find(search.queries(), some -> take(search, some))
                .thenAcceptAsync(found -> guarded(() -> looked(search, found)), thread);
    }

    private void take(SessionSearch search, List<ServerSession> some) {
        List<SessionSearch.Match> matches = search.matches(some);
        if (!matches.isEmpty()) {
            execute(() -> {
                matches.forEach(match -> close(search, match));
                closer.work();
            });
        }
    }

    private void close(SessionSearch search, SessionSearch.Match match) {
        Batch batch = match.wanted().batch();
        Sessions.Place place = Sessions.Place.of(match.session());
        if (!search.isOld(match) || !batch.meets(place)) {
            return;
        }
        closer.close(match.session(), match.wanted().user().mayLogIn(), what -> {
            boolean again = batch.closed(place, what);
            recorder.closed(match.session(), match.wanted().user(), what, batch.age(), again);
            endIfOver(batch);
        });
    }

    private void looked(SessionSearch search, Coverage told) {
        looking--;
        Coverage found = link.expected(told);
        if (!found.isWhole()) {
            recorder.incomplete();
        }
        for (Batch batch : search.batches()) {
            if (found.answered() == 0 || link.sessions() == null) {
                batch.missed(AGAIN);
                giveUpIfOld(batch);
            } else {
                batch.looked(
                        found,
                        batch.pass() == 0 ? budget : settings.authTimeout().plus(MARGIN));
            }
            schedule(batch);
            endIfOver(batch);
        }
        work();
    }

    private void giveUpIfOld(Batch batch) {
        if (batch.isToBeGivenUp(System.nanoTime()) && batches.remove(batch)) {
            log.error(
                    "{}; it is given up: no server has answered for {} min", batch.words(), Batch.GIVEN_UP.toMinutes());
        }
    }

    /** @param subject below the inbox: its end is the number of a batch */
    private void forgottenByOther(String subject) {
        Batch late = batches.forgottenByOther(subject.substring(subject.lastIndexOf('.') + 1), System.nanoTime());
        if (late != null) {
            schedule(late);
            work();
        }
    }

    private void schedule(Batch batch) {
        if (batch.isToBeLooked()) {
            long wait = Math.max(0, batch.due() - System.nanoTime());
            ScheduledFuture<?> unused = thread.schedule(() -> guarded(() -> due(batch)), wait, TimeUnit.NANOSECONDS);
        }
    }

    /** Unless it was put off meanwhile. */
    private void due(Batch batch) {
        if (batch.isToBeLooked() && batch.due() - System.nanoTime() > 0) {
            schedule(batch);
        } else {
            work();
        }
    }

    private void endIfOver(Batch batch) {
        if (!batch.isThrough()) {
            return;
        }
        if (batch.isIncomplete() && !batch.isToBeGivenUp(System.nanoTime())) {
            if (batch.pass() == Batch.PASSES) {
                log.warn("{}; the servers are asked again until all have answered", batch.words());
            }
            batch.lookAgain();
            schedule(batch);
        } else if (batches.remove(batch)) {
            if (batch.isIncomplete()) {
                log.error(
                        "{}; given up after {} min: gatehouse sessions shows what is left, and gatehouse kick closes it",
                        batch.words(),
                        Batch.GIVEN_UP.toMinutes());
            } else {
                log.info(batch.words());
            }
        }
    }

    /** Closes nothing any more. */
    @Override
    public void close() {
        link.close();
        thread.shutdownNow();
    }

    /** What follows from the connection. */
    private final class Linked implements RevocationLink.Listener {
        @Override
        public void execute(Runnable work) {
            Revocations.this.execute(work);
        }

        @Override
        public void connected() {
            batches.forEach(Revocations.this::tellPeers);
            work();
        }

        @Override
        public void lost() {
            closer.work();
        }

        @Override
        public void forgottenByOther(String subject) {
            Revocations.this.forgottenByOther(subject);
        }
    }
}
