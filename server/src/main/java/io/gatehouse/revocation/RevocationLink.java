package io.gatehouse.revocation;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.PageSize;
import io.gatehouse.sessions.SessionTotal;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.sessions.SystemConnection;
import io.gatehouse.sessions.SystemLink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection as the user of the system account: the sessions of all servers, and what other instances tell. What follows from it is
 * done on the thread of the revocations.
 */
final class RevocationLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RevocationLink.class);

    private static final String LINK = "gatehouse-sessions";

    private final NatsSettings nats;
    private final HeldPeers peers;
    private final Memory memory;
    private final RevocationRecorder recorder;
    private final ScheduledExecutorService thread;
    private final Listener listener;
    private final SystemLink link;
    private final PageSize pages = new PageSize();
    private final ExpectedServers servers = new ExpectedServers();
    private final SessionTally tally;
    private final List<Consumer<SystemConnection>> listeners = new CopyOnWriteArrayList<>();
    /** Below it other instances say that they have forgotten the users of a batch; of the thread of the revocations. */
    private String inbox = "";

    private volatile @Nullable Outage outage = new Outage("not connected yet", System.nanoTime());
    private volatile @Nullable Sessions sessions;

    /** Hears of the connection, on the thread of the revocations. */
    interface Listener {
        /** Does something on that thread. */
        void execute(Runnable work);

        /** Sessions can be found and closed from now on. */
        void connected();

        /** They cannot from now on. */
        void lost();

        /**
         * Another instance has forgotten the users of a batch.
         *
         * @param subject below the inbox: its end is the number of the batch
         */
        void forgottenByOther(String subject);
    }

    private record Outage(String why, long since) {}

    /**
     * @param peers who is told, and heard
     * @param memory what this instance remembers, and others may have told of while it was not connected
     * @param thread of the revocations
     */
    RevocationLink(
            NatsSettings nats,
            HeldPeers peers,
            Memory memory,
            RevocationRecorder recorder,
            ScheduledExecutorService thread,
            Listener listener) {
        this.nats = nats;
        this.peers = peers;
        this.memory = memory;
        this.recorder = recorder;
        this.thread = thread;
        this.listener = listener;
        this.tally = new SessionTally(this::sessions, servers, recorder, listener::execute, thread);
        this.link = new SystemLink(LINK, "revocation", nats, new Connected());
    }

    /** Logs in as these say when it connects again. */
    void logInAs(NatsSettings others) {
        link.logInAs(others);
    }

    /** Begins to connect. */
    void start() {
        link.start();
    }

    /** Hears of each connection before it is used. */
    void onConnection(Consumer<SystemConnection> consumer) {
        listeners.add(consumer);
    }

    /** The sessions of all servers; null while no server answers. */
    @Nullable Sessions sessions() {
        return sessions;
    }

    /** What servers have told of their number, held against what was known of it before the connection was lost. */
    Coverage expected(Coverage told) {
        return servers.expected(told, System.nanoTime());
    }

    /** Below it other instances say that they have forgotten. */
    String inbox() {
        return inbox;
    }

    /** What is to be said of it, by what it is about; nothing while servers answer. */
    Map<String, String> notes() {
        Outage now = outage;
        return now == null
                ? Map.of()
                : Map.of(
                        "revocation",
                        "sessions cannot be closed for " + (System.nanoTime() - now.since) / 1_000_000_000 + " s: "
                                + now.why);
    }

    @Override
    public void close() {
        link.close();
    }

    /** Hears of the connection on the link's thread. */
    private final class Connected implements SystemLink.Listener {
        @Override
        public void usable(SystemConnection connection) {
            String own = connection.newInbox();
            listeners.forEach(consumer -> consumer.accept(connection));
            connection.listen(
                    own + ".*", (subject, replyTo, body) -> listener.execute(() -> listener.forgottenByOther(subject)));
            peers.listen(connection);
            if (!peers.isEmpty()) {
                // What others have told meanwhile was not heard here.
                memory.forget(null, null);
            }
            Sessions now = new Sessions(connection, nats.connectTimeout(), thread, pages);
            listener.execute(() -> {
                servers.connected(System.nanoTime());
                inbox = own;
                sessions = now;
                outage = null;
                recorder.connected(true);
                log.info("servers answer the user of the system account: sessions of users who are revoked are closed");
                listener.connected();
            });
            CompletableFuture<Void> unused =
                    now.count().thenAccept(total -> listener.execute(() -> counted(now, total)));
        }

        /** Until each server has answered, one may not have known yet that messages of others are to come here. */
        private void counted(Sessions asked, SessionTotal total) {
            Coverage unused = expected(total.coverage());
            if (!peers.isEmpty()) {
                memory.forget(null, null);
            }
            tally.counted(asked, total);
        }

        @Override
        public void unusable(String why) {
            listener.execute(() -> {
                sessions = null;
                recorder.connected(false);
                tally.lost();
                Outage known = outage;
                outage = new Outage(why, known == null ? System.nanoTime() : known.since);
                if (known == null || !known.why.equals(why)) {
                    log.warn("sessions of users who are revoked cannot be closed until servers answer again: {}", why);
                }
                listener.lost();
            });
        }

        @Override
        public void mistaken(Throwable mistake) {
            log.error("a mistake in Gatehouse: it is connected again as the user of the system account", mistake);
        }
    }
}
