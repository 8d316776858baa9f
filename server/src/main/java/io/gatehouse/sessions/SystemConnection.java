package io.gatehouse.sessions;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.policy.text.PeerText;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.ServerInfo;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a user of the system account. Nothing here waits but {@link #verify}; answers are handed over on a thread of the
 * connection.
 */
public final class SystemConnection {
    /** One server answers, whichever is the first. */
    private static final String PING = "$SYS.REQ.SERVER.PING";

    private static final String SERVER = "$SYS.REQ.SERVER.";
    private static final byte[] NOTHING = {};

    /** For questions whose answer is that there is one. */
    private static final SystemReply.Data<String> NO_DATA = (in, server) -> {
        in.skip();
        return "";
    };

    /** What a server says of a session that it does not have; newer ones say more after it. */
    private static final String NO_SUCH_SESSION = "no such client";

    private static final String NOBODY =
            "no server answers this user: it is not of the system account, which alone finds and closes sessions";

    private final Connection connection;
    private final String inbox;
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, Consumer<Message>> waiting = new ConcurrentHashMap<>();

    private SystemConnection(Connection connection) {
        this.connection = connection;
        this.inbox = connection.createInbox();
        try {
            Subscription unused = connection.createDispatcher().subscribe(inbox + ".*", this::replied);
        } catch (IllegalStateException lost) {
            // The server has closed it at once, as one that is going to stop does: nothing comes over it, which
            // verify() tells.
        }
    }

    /** Over a connection, which is not closed by it. */
    static SystemConnection over(Connection connection) {
        return new SystemConnection(connection);
    }

    /**
     * Waits until a server has answered.
     *
     * @throws SystemException when none does, or the user may not ask it
     */
    void verify(Duration patience) throws SystemException, InterruptedException {
        try {
            Integer unused = servers(patience).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SystemException(why());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SystemException told) {
                throw told;
            }
            // The client library ends a request that nobody listens to, and tells of that in several ways.
            throw new SystemException(e.getCause() instanceof TimeoutException ? why() : NOBODY);
        }
    }

    /** A right that the user lacks explains a silence best; nats-server tells of it apart from the answers. */
    String why() {
        String told = connection.getLastError();
        return told != null && told.toLowerCase(Locale.ROOT).startsWith("permissions violation")
                ? "nats-server does not let this user do that: " + PeerText.of(told)
                : "no server answers in time";
    }

    /** Whether it is not lost. */
    public boolean isOpen() {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    /** Whether a session is that of this connection. */
    public boolean isOwn(ServerSession session) {
        ServerInfo here = connection.getServerInfo();
        return session.cid() == here.getClientId() && session.server().equals(here.getServerId());
    }

    /** How many servers there are, as one of them knows it. */
    CompletableFuture<Integer> servers(Duration patience) {
        return request(PING, NOTHING, NO_DATA, patience).thenApply(reply -> Math.max(1, reply.servers()));
    }

    /** Asks one server for sessions. */
    CompletableFuture<SystemReply<SessionPage>> sessions(String server, byte[] query, Duration patience) {
        return request(SERVER + server + ".CONNZ", query, SessionPage::read, patience);
    }

    /**
     * Asks all servers for sessions; ends with {@link Asked#close}.
     *
     * @param replies takes each answer, on a thread of the connection
     */
    Asked sessions(byte[] query, Consumer<SystemReply<SessionPage>> replies) {
        return ask(SERVER + "PING.CONNZ", query, SessionPage::read, replies);
    }

    /**
     * Asks all who answer; ends with {@link Asked#close}. What is not understood is no answer.
     *
     * @param replies takes each answer, on a thread of the connection
     */
    <T> Asked ask(String subject, byte[] body, SystemReply.Data<T> data, Consumer<SystemReply<T>> replies) {
        return askRaw(subject, body, json -> {
            SystemReply<T> reply;
            try {
                reply = SystemReply.parse(json, data);
            } catch (ClaimsException notUnderstood) {
                return;
            }
            replies.accept(reply);
        });
    }

    /** The same where servers do not say who they are. */
    Asked askRaw(String subject, byte[] body, Consumer<byte[]> replies) {
        String replyTo = inbox + "." + requests.incrementAndGet();
        waiting.put(replyTo, message -> replies.accept(message.getData()));
        publish(subject, replyTo, body);
        return () -> waiting.remove(replyTo);
    }

    /** A question that is open. */
    @FunctionalInterface
    interface Asked {
        /** Takes no more answers. */
        void close();
    }

    /** Closes a session; fails where the server does not say what became of that. */
    CompletableFuture<Closing> close(ServerSession session, Duration patience) {
        byte[] body =
                new JsonWriter(32).begin().member("cid", session.cid()).end().toByteArray();
        return request(SERVER + session.server() + ".KICK", body, NO_DATA, patience)
                .thenApply(reply -> closing(reply.error()));
    }

    /** Only who says that there is no such session says that it has ended. */
    private static Closing closing(@Nullable String error) {
        if (error == null) {
            return Closing.CLOSED;
        }
        return error.startsWith(NO_SUCH_SESSION) ? Closing.GONE : Closing.FAILED;
    }

    /** How long a message may be, in bytes. */
    public long mostBytes() {
        return connection.getServerInfo().getMaxPayload();
    }

    /** Sends a message to whoever listens, with a subject for replies where they are wanted. */
    public void publish(String subject, @Nullable String replyTo, byte[] body) {
        try {
            connection.publish(subject, replyTo, body);
        } catch (IllegalStateException | IllegalArgumentException lostOrTooLong) {
            // Nobody hears it, and what was asked is not answered.
        }
    }

    /**
     * Hears messages for as long as the connection lasts, or until that is ended, on one thread of it; none where it is lost already.
     *
     * @param subject may have wildcards
     */
    public Listening listen(String subject, Heard heard) {
        try {
            Dispatcher dispatcher = connection.createDispatcher();
            Subscription unused = dispatcher.subscribe(
                    subject,
                    message -> heard.message(
                            message.getSubject(),
                            message.getReplyTo() == null ? "" : message.getReplyTo(),
                            message.getData()));
            return () -> end(dispatcher);
        } catch (IllegalStateException lost) {
            return () -> {};
        }
    }

    private void end(Dispatcher dispatcher) {
        try {
            connection.closeDispatcher(dispatcher);
        } catch (IllegalStateException | IllegalArgumentException lost) {
            // It has ended with the connection.
        }
    }

    /** Messages that are heard. */
    @FunctionalInterface
    public interface Listening {
        /** Hears no more of them. */
        void end();
    }

    /** Takes messages. */
    @FunctionalInterface
    public interface Heard {
        /**
         * A message has come.
         *
         * @param replyTo empty where no reply is wanted
         */
        void message(String subject, String replyTo, byte[] body);
    }

    /** A subject whose messages come to nobody else. */
    public String newInbox() {
        return connection.createInbox();
    }

    private <T> CompletableFuture<SystemReply<T>> request(
            String subject, byte[] body, SystemReply.Data<T> data, Duration patience) {
        CompletableFuture<Message> sent;
        try {
            sent = connection.requestWithTimeout(subject, body, patience);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(
                    new SystemException("the connection is lost, or the request too long"));
        }
        return sent.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS).thenApply(message -> reply(message, data));
    }

    private static <T> SystemReply<T> reply(Message message, SystemReply.Data<T> data) {
        if (message.isStatusMessage()) {
            throw new CompletionException(new SystemException(NOBODY));
        }
        try {
            return SystemReply.parse(message.getData(), data);
        } catch (ClaimsException e) {
            throw new CompletionException(
                    new SystemException("a server answers what is not understood: " + e.getMessage()));
        }
    }

    private void replied(Message message) {
        Consumer<Message> asked = waiting.get(message.getSubject());
        if (asked != null && !message.isStatusMessage()) {
            asked.accept(message);
        }
    }
}
