package io.gatehouse.revocation.poll;

import io.gatehouse.crypto.PerSecret;
import io.gatehouse.crypto.Secret;
import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.RevocationRecorder;
import io.gatehouse.revocation.poll.PollAnswer.Present;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.sessions.SystemConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks directories that do not tell of changes about users who have sessions, and ends the sessions of those who are gone or have changed.
 * Servers tell who has sessions, and logins and other instances who the users are. Everything is decided by one thread, which waits for
 * nothing.
 */
public final class Poller implements AutoCloseable {
    private static final String THREAD = "gatehouse-poll";

    /** Logins that the thread has not heard of yet; of more, servers tell by their sessions. */
    private static final int MOST_PENDING = 10_000;

    private static final long SHORTEST_TICK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_TICK = TimeUnit.SECONDS.toNanos(1);
    private static final int TICKS = 20;

    /** A login that was answered becomes a session within this. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(10);

    private final Supplier<PollSettings> settings;
    private final Supplier<List<PolledUsers>> directories;
    private final Supplier<@Nullable Sessions> sessions;
    private final PerSecret<PollPeers> peers;
    private @Nullable SystemConnection connection;
    private final ScheduledThreadPoolExecutor thread;
    private final PollContext context;
    private final Map<String, Polled> polls = new LinkedHashMap<>();
    private final AtomicInteger pending = new AtomicInteger();
    private volatile PollSettings current = PollSettings.OFF;
    private volatile Map<String, String> notes = Map.of();
    private long round;
    private boolean listing;
    private @Nullable Long listedAt;

    /**
     * @param settings in force now
     * @param directories that can be asked now
     * @param sessions of all servers; null while none answers
     * @param secret what messages to other instances are sealed under, or several such, one a line; null where there are none
     * @param messages hears of messages that are none of another instance
     * @param closing within this an instance has closed the sessions of a user, where all servers answer
     */
    public Poller(
            Supplier<PollSettings> settings,
            Supplier<List<PolledUsers>> directories,
            Supplier<@Nullable Sessions> sessions,
            @Nullable Secret secret,
            PollRecorder recorder,
            RevocationRecorder messages,
            Duration closing) {
        this.settings = settings;
        this.directories = directories;
        this.sessions = sessions;
        this.peers = new PerSecret<>(one -> new PollPeers(one, InstantSource.system(), messages));
        use(secret == null ? List.of() : secret.lines());
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, THREAD);
            made.setDaemon(true);
            return made;
        });
        this.context = new PollContext(() -> current, recorder, new OtherInstances(closing), thread);
    }

    /** The questions to one directory, and what is to be told of them. */
    private record Polled(DirectoryPoll poll, ToldUsers told) {}

    /** Begins. */
    public void start() {
        context.execute(this::tick);
    }

    /** There is another connection as the user of the system account. */
    public synchronized void connected(SystemConnection other) {
        connection = other;
        peers.all().forEach(one -> listen(one, other));
    }

    /** Others are told, and heard, under each of these secrets from now on. */
    public synchronized void use(List<Secret> secrets) {
        SystemConnection now = connection;
        boolean unused = peers.use(
                secrets,
                added -> {
                    if (now != null) {
                        listen(added, now);
                    }
                },
                PollPeers::end);
    }

    private void listen(PollPeers one, SystemConnection over) {
        one.listen(over, message -> context.execute(() -> told(message)));
    }

    /** Whether anybody is asked about. */
    public boolean isOn() {
        return current.isOn();
    }

    /**
     * A login has found a user; does nothing that takes time.
     *
     * @param user as the client calls itself
     * @param name by which everybody else knows the user
     * @param print of the identity
     */
    public void found(String directory, String user, String name, long print) {
        if (!isOn() || pending.get() >= MOST_PENDING) {
            return;
        }
        pending.incrementAndGet();
        context.execute(() -> {
            pending.decrementAndGet();
            polls.values().stream()
                    .filter(one -> one.poll.directory().equals(directory))
                    .forEach(one -> one.poll.arrivals().found(user, new Present(name, print)));
        });
    }

    /** What is to be said of it, by what it is about. */
    public Map<String, String> notes() {
        return notes;
    }

    private void tick() {
        try {
            work();
        } finally {
            long part = current.isOn() ? context.interval() / TICKS : LONGEST_TICK;
            context.schedule(this::tick, Duration.ofNanos(Math.max(SHORTEST_TICK, Math.min(LONGEST_TICK, part))));
        }
    }

    private void work() {
        PollSettings before = current;
        current = settings.get();
        if (current.isOn() && current.interval().compareTo(before.interval()) < 0) {
            polls.values().forEach(one -> one.poll.hasten());
        }
        follow(current.isOn() ? directories.get() : List.of());
        list();
        polls.values().forEach(one -> {
            one.poll.look();
            one.poll.work();
            one.told.send();
        });
        state();
    }

    /** A directory that is asked otherwise than before is another one. */
    private void follow(List<PolledUsers> now) {
        Map<String, PolledUsers> wanted = new HashMap<>();
        now.forEach(one -> wanted.put(key(one.directory(), one.meaning()), one));
        polls.entrySet().removeIf(entry -> {
            boolean isGone = !wanted.containsKey(entry.getKey());
            if (isGone) {
                entry.getValue().poll.stop();
            }
            return isGone;
        });
        wanted.forEach((key, one) ->
                polls.computeIfAbsent(key, added -> polled(one)).poll.use(one));
    }

    private static String key(String directory, String meaning) {
        return directory + " " + meaning;
    }

    private Polled polled(PolledUsers directory) {
        ToldUsers told = new ToldUsers(lines -> {
            Sessions now = sessions.get();
            if (now != null) {
                peers.all()
                        .forEach(one -> one.tell(now.connection(), directory.directory(), directory.meaning(), lines));
            }
        });
        listedAt = null;
        return new Polled(new DirectoryPoll(directory, context, told), told);
    }

    /** Asks servers who has sessions, once in an interval. */
    private void list() {
        Sessions now = sessions.get();
        long time = System.nanoTime();
        Long last = listedAt;
        boolean isDue = last == null || time - last >= context.interval();
        if (now == null || listing || polls.isEmpty() || !isDue) {
            return;
        }
        listedAt = time;
        round++;
        CompletableFuture<Coverage> found =
                now.find(List.of(SessionQuery.ALL), some -> context.execute(() -> seen(some)));
        listing = true;
        CompletableFuture<Coverage> unused =
                found.whenComplete((coverage, failure) -> context.execute(() -> listed(coverage, time)));
    }

    private void seen(List<ServerSession> some) {
        polls.values().forEach(one -> {
            Arrivals arrivals = one.poll.arrivals();
            some.forEach(session -> arrivals.session(session.user(), round));
        });
    }

    /** Where a server has not told, whose sessions it has is not known. */
    private void listed(@Nullable Coverage coverage, long since) {
        listing = false;
        if (coverage != null && coverage.isWhole()) {
            polls.values().forEach(one -> one.poll.list().removeUnseen(round, since - GRACE));
        }
    }

    private void told(PollMessage message) {
        long now = System.nanoTime();
        context.others().heard(message.sender(), now, message.at());
        Polled polled = polls.get(key(message.directory(), message.meaning()));
        if (polled == null) {
            return;
        }
        Arrivals arrivals = polled.poll.arrivals();
        OtherCloser closer = new OtherCloser(message.sender(), now, message.at());
        for (PollMessage.Line line : message.lines()) {
            if (line.isRevoked()) {
                arrivals.revokedByOther(line.user(), line.answer(), closer);
            } else if (line.answer() instanceof Present present) {
                arrivals.askedByOther(line.user(), present);
            }
        }
    }

    private void state() {
        long now = System.nanoTime();
        int users = 0;
        long age = 0;
        Map<String, String> held = new LinkedHashMap<>();
        for (Polled one : polls.values()) {
            users += one.poll.list().known();
            age = Math.max(age, now - one.poll.list().oldest(now));
            String why = one.poll.held();
            if (why != null) {
                held.put("live revocation of directory " + one.poll.directory(), why);
            }
        }
        notes = Map.copyOf(held);
        context.recorder().state(context.interval(), users, held.size(), now - age);
    }

    /** Asks nobody any more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
