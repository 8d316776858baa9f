package io.gatehouse.transport;

import io.gatehouse.nats.Backoff;
import io.gatehouse.nats.CredsFileException;
import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.RenewableCreds;
import io.gatehouse.nats.RepeatedLines;
import io.gatehouse.nats.Server;
import io.gatehouse.nats.ServerFacts;
import io.gatehouse.nats.Servers;
import io.gatehouse.nats.SingleConnect;
import io.gatehouse.nats.UserInfoRequest;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.threads.Recovery;
import io.gatehouse.threads.Vital;
import io.gatehouse.transport.Rights.Answering;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to nats-server, which is kept up: it is made again, to the next server, when it is lost or turns out to be of no use,
 * with jittered pauses that grow until one has lasted.
 */
public final class NatsLink implements Replies {
    private static final Logger log = LoggerFactory.getLogger(NatsLink.class);

    private static final String NAME = "gatehouse-link";

    private final NatsSettings settings;
    private final @Nullable RenewableCreds creds;
    private final Servers servers;
    private final ServiceIdentity identity;
    private final ConnectionRecorder recorder;
    private final RepeatedLines lines = new RepeatedLines(log, System::nanoTime);
    private final Thread keeper;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable Session> session = new AtomicReference<>();
    private volatile CalloutAccount account;
    private volatile @Nullable Intake sink;
    private volatile @Nullable RequestPort port;
    /** What the server that was connected to last has told. */
    private volatile long maxPayload;
    /** After a server has refused an answer, the right to publish answers is not taken for granted for so long. */
    private static final Duration DISTRUST = Duration.ofMinutes(1);

    /** When that is over; null when no answer was refused. */
    private @Nullable Long distrustfulUntil;

    /** @throws CredsFileException when the settings name a credentials file that cannot be used */
    public NatsLink(
            NatsSettings settings, ServiceIdentity identity, CalloutAccount account, ConnectionRecorder recorder) {
        this.settings = settings;
        this.creds = settings.login() instanceof Login.Creds login ? RenewableCreds.open(login.file()) : null;
        this.servers = new Servers(settings);
        this.identity = identity;
        this.account = account;
        this.recorder = recorder;
        this.keeper = new Thread(() -> Vital.run(NAME, this::keep, recorder::linkEnded), NAME);
        keeper.setDaemon(true);
    }

    /**
     * Another one, to the same servers as far as they are known now.
     *
     * @param elsewhere whether it is to begin with another server than that of this one
     */
    NatsLink another(NatsSettings with, ConnectionRecorder other, boolean elsewhere) {
        NatsLink link = new NatsLink(with, identity, account, other);
        Session known = session.get();
        if (known != null) {
            link.servers.learn(known.server(), known.told());
            if (elsewhere) {
                link.servers.passOver(known.server());
            }
        }
        return link;
    }

    /** Begins to connect, and gives what arrives to the sink; returns at once. */
    public void start(Intake arrivals) {
        sink = arrivals;
        keeper.start();
    }

    /** Says where requests arrive, as the configuration tells now: a connection is judged by that at once. */
    public void expectIn(CalloutAccount now) {
        account = now;
        Session current = session.get();
        if (current != null) {
            current.reconsider();
        }
    }

    /** What the server says of itself and of us; null while there is no connection. */
    public @Nullable ServerFacts facts() {
        Session current = session.get();
        return current == null ? null : current.facts();
    }

    @Override
    public boolean send(Envelope request, String replyTo, byte[] body) {
        RequestPort origin = request instanceof Frame frame ? frame.origin() : null;
        return origin != null && origin.answer(replyTo, body);
    }

    @Override
    public int maxPayload() {
        Session current = session.get();
        // The first requests may be here before the session is known.
        long told = current == null ? maxPayload : current.maxPayload();
        return told <= 0 ? DEFAULT_MAX_PAYLOAD : (int) Math.min(Integer.MAX_VALUE, told);
    }

    @Override
    public boolean isWritable() {
        RequestPort current = port;
        return current == null || current.isWritable();
    }

    @Override
    public void flush() {
        RequestPort current = port;
        if (current != null) {
            current.sendAnswers();
        }
    }

    /** Takes no new messages, once those that the server had sent before are taken. */
    public void unsubscribe() {
        stopping.countDown();
        recorder.draining();
        Session current = session.get();
        if (current != null) {
            current.unsubscribe();
        }
    }

    /** Sends what is to be sent, and closes the connection. */
    public void close() {
        stopping.countDown();
        Session current = session.getAndSet(null);
        if (current != null) {
            current.close();
        }
    }

    private void keep() {
        Backoff backoff = new Backoff(settings.reconnectWait(), settings.reconnectMaxWait());
        long rounds = 0;
        while (isWanted()) {
            if (visit()) {
                rounds = 0;
                servers.begin();
                lines.forget();
            } else if (servers.isRoundOver()) {
                rounds++;
                servers.begin();
                pause(backoff.after(rounds));
            }
        }
    }

    /** Connects to the next server and stays for as long as that goes well; whether it lasted. */
    private boolean visit() {
        return Recovery.get(this::connectAndStay, mistake -> {
            log.error("A mistake in Gatehouse: the connection to nats-server failed", mistake);
            return false;
        });
    }

    private boolean connectAndStay() {
        Server server = servers.next();
        try {
            LinkAttempt attempt = SingleConnect.to(server, this::attempt, this::options);
            if (creds != null) {
                creds.accepted();
            }
            Session open = Session.open(attempt, settings, identity, () -> account, this::learn);
            if (!isUseful(open)) {
                open.close();
                return false;
            }
            try {
                return stay(open);
            } finally {
                // It tells of others at any time, at the latest when it is going to stop.
                servers.learn(open.server(), open.told());
            }
        } catch (UnableException e) {
            unable(e);
        } catch (NoConnectionException e) {
            unconnected(server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
        return false;
    }

    private void learn(ServerFacts server) {
        maxPayload = server.maxPayload();
        if (server.account() != null) {
            recorder.account(server.account());
        }
    }

    private LinkAttempt attempt(Server server) {
        Intake arrivals = sink;
        if (arrivals == null) {
            throw new IllegalStateException("not started");
        }
        return new LinkAttempt(server, arrivals, opened -> port = opened, recorder::leaving);
    }

    private Options.Builder options(LinkAttempt attempt) throws IOException {
        Options.Builder options = creds == null
                ? NatsOptions.of(settings, attempt)
                : NatsOptions.withoutLogin(settings, attempt).authHandler(creds.login(lines::warn));
        return options.dataPortType(RequestPort.class.getName())
                .readerExecutor(new ReaderThreads(attempt::port))
                .maxControlLine(RequestSifter.MAX_LIBRARY_LINE)
                .sendBufferSize(settings.sendBuffer());
    }

    private boolean isUseful(Session open) throws UnableException {
        if (open.answering() != Answering.UNKNOWN) {
            distrustfulUntil = null;
        } else if (distrustfulUntil != null && System.nanoTime() - distrustfulUntil < 0) {
            open.close();
            throw UnableException.toAnswer();
        }
        return isWanted();
    }

    /** Serves; whether it lasted. */
    private boolean stay(Session open) throws UnableException, InterruptedException {
        session.set(open);
        if (!isWanted()) {
            close();
            return false;
        }
        long since = System.nanoTime();
        String doubt = open.doubt().why();
        announce(open, doubt);
        try {
            lost(open, open.awaitEnd(lines, doubt, now -> reconsidered(open.doubt(), now)));
        } finally {
            session.compareAndSet(open, null);
            recorder.disconnected();
            recorder.subscribed(false);
        }
        return System.nanoTime() - since >= settings.reconnectMaxWait().toNanos();
    }

    private void announce(Session open, @Nullable String doubt) {
        ServerFacts server = open.facts();
        log.info(
                "Connected to nats-server {} ({}, version {}); answering {} in queue group {}",
                server.url(),
                server.name(),
                server.version(),
                CalloutService.SUBJECT,
                settings.queueGroup());
        warn(open, server);
        recorder.server(server.version());
        recorder.maxPayload(maxPayload());
        recorder.connected();
        tell(doubt);
    }

    private void tell(@Nullable String doubt) {
        if (doubt == null) {
            recorder.subscribed(true);
        } else {
            recorder.unable(doubt);
        }
    }

    /** An answer was taken, or another configuration is in force. */
    private void reconsidered(Doubt doubt, @Nullable String now) {
        if (now == null) {
            distrustfulUntil = null;
            log.info(
                    doubt.isDisproved()
                            ? "nats-server has taken the first answer"
                            : "Able to answer requests: the configuration tells no more against the account of the service's"
                                    + " user");
        } else {
            warn(doubt);
        }
        tell(now);
    }

    private void warn(Doubt doubt) {
        String ofAccount = doubt.ofAccount();
        if (ofAccount != null) {
            lines.error("Not able to answer requests: " + ofAccount);
        }
        if (doubt.isOfRights()) {
            lines.warn(Rights.UNVERIFIED);
        }
    }

    private void warn(Session open, ServerFacts server) {
        if (server.isOlderThan(2, 10)) {
            log.error("nats-server {} has no auth callout: 2.10 or newer is needed", server.version());
        }
        warn(open.doubt());
        if (server.account() == null) {
            lines.warn("nats-server does not tell which account the service's user is in: allow the user to publish to "
                    + UserInfoRequest.SUBJECT + " and to subscribe to _INBOX.>");
        }
    }

    private void lost(Session open, String why) {
        if (isWanted()) {
            log.warn(
                    "The connection to nats-server is lost; connecting again ({}: {})",
                    open.server().url(),
                    why);
        }
    }

    private void unconnected(Server server, NoConnectionException e) {
        if (creds != null && e.refused()) {
            creds.refused();
        }
        UnableException limit = UnableException.ofLimit(String.valueOf(e.getMessage()));
        if (limit != null) {
            unable(limit);
            return;
        }
        recorder.subscribed(false);
        if (isWanted()) {
            String remedy = e.refused()
                    ? ": check " + settings.login().keys() + ", and that this user is in the callout's auth_users"
                    : "";
            lines.warn("No connection to nats-server " + server.url() + ": " + e.getMessage() + remedy);
        }
    }

    private void unable(UnableException e) {
        if (e.isOfAnswers()) {
            distrustfulUntil = System.nanoTime() + DISTRUST.toNanos();
        }
        recorder.unable(String.valueOf(e.getMessage()));
        if (isWanted()) {
            lines.error("Not able to answer requests: " + e.getMessage());
        }
    }

    private boolean isWanted() {
        return stopping.getCount() > 0;
    }

    private void pause(Duration time) {
        try {
            boolean stopped = stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("stopped while pausing: {}", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
