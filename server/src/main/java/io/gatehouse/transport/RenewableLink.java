package io.gatehouse.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.nats.CredsFileException;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.ServerFacts;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.Replies;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to nats-server, which is made anew with another login or other certificates, and elsewhere when the server is going to
 * stop: the one that there is serves until the new one is subscribed, and ends once its answers are sent. A login that the server
 * refuses changes nothing; it is tried again and again.
 */
public final class RenewableLink implements Replies {
    private static final Logger log = LoggerFactory.getLogger(RenewableLink.class);

    private final ConnectionRecorder recorder;
    private final Duration answering;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Those that may have answers to send. */
    private volatile List<NatsLink> links;

    private volatile NatsLink current;

    private volatile CalloutAccount account;

    @GuardedBy("this") private Relay active;

    /** Written with the lock held. */
    private volatile @Nullable Relay next;

    @GuardedBy("this") private @Nullable Intake arrivals;

    /**
     * Connects to nothing yet.
     *
     * @param recorder told of the connection that serves
     * @param answering how long after its arrival a request may be answered
     * @throws CredsFileException when the settings name a credentials file that cannot be used
     */
    public RenewableLink(
            NatsSettings settings,
            ServiceIdentity identity,
            CalloutAccount account,
            ConnectionRecorder recorder,
            Duration answering) {
        this.account = account;
        this.recorder = recorder;
        this.answering = answering;
        this.active = new Relay(settings);
        this.current = new NatsLink(settings, identity, account, active);
        active.link = current;
        this.links = List.of(current);
    }

    /** Begins to connect, and gives what arrives to the sink; returns at once. */
    public synchronized void start(Intake sink) {
        arrivals = sink;
        current.start(sink);
    }

    /**
     * Connects with these settings, too; returns at once.
     *
     * @throws CredsFileException when they name a credentials file that cannot be used
     */
    public void renew(NatsSettings settings) {
        renew(settings, false);
    }

    /** Reads the credentials, so that no lock is held. */
    private void renew(NatsSettings settings, boolean elsewhere) {
        Relay relay = new Relay(settings);
        NatsLink link = current.another(settings, relay, elsewhere);
        relay.link = link;
        begin(relay, link);
    }

    private synchronized void begin(Relay relay, NatsLink link) {
        if (closing.getCount() == 0) {
            return;
        }
        Intake sink = arrivals;
        if (sink == null) {
            active = relay;
            current = link;
            links = List.of(link);
            return;
        }
        Relay given = next;
        if (given != null) {
            end(given);
        }
        next = relay;
        links = Stream.concat(links.stream(), Stream.of(link)).toList();
        log.info("connecting to nats-server anew: the connection that there is serves until the new one can");
        link.expectIn(account);
        link.start(sink);
    }

    /** The server goes: another is looked for, and not by who reads what it sends. */
    private void leave(Relay relay) {
        Thread thread = new Thread(() -> moveOn(relay), "gatehouse-link-renew");
        thread.setDaemon(true);
        thread.start();
    }

    private void moveOn(Relay relay) {
        if (!isAlone(relay)) {
            return;
        }
        try {
            renew(relay.settings, true);
        } catch (CredsFileException e) {
            log.warn("{}. The connection is made anew once it is lost", e.getMessage());
        }
    }

    /** Whether it is the one that serves, and nothing is to take its place yet. */
    private synchronized boolean isAlone(Relay relay) {
        return relay.equals(active) && next == null;
    }

    /** What keeps a new connection from serving, for people; null where there is no new one. */
    public @Nullable String pending() {
        return next == null
                ? null
                : "a new connection, with the login and certificates of now, is not in use yet: the log says why, and the one"
                        + " before serves";
    }

    /** Says where requests arrive, as the configuration tells now. */
    public void expectIn(CalloutAccount now) {
        account = now;
        links.forEach(link -> link.expectIn(now));
    }

    /** What the server says of itself and of us; null while there is no connection. */
    public @Nullable ServerFacts facts() {
        return current.facts();
    }

    @Override
    public boolean send(Envelope request, String replyTo, byte[] body) {
        return current.send(request, replyTo, body);
    }

    @Override
    public int maxPayload() {
        return current.maxPayload();
    }

    @Override
    public boolean isWritable() {
        return current.isWritable();
    }

    @Override
    public void flush() {
        List<NatsLink> now = links;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).flush();
        }
    }

    /** Takes no new messages, once those that the server had sent before are taken. */
    public void unsubscribe() {
        links.forEach(NatsLink::unsubscribe);
    }

    /** Sends what is to be sent, and closes the connection. */
    public void close() {
        closing.countDown();
        links.forEach(NatsLink::close);
    }

    private synchronized void heard(Relay of, Consumer<ConnectionRecorder> event) {
        if (of.equals(active)) {
            event.accept(recorder);
        }
        Relay ready = next;
        if (ready != null && (ready.subscribed || (ready.connected && !active.connected))) {
            takeOver(ready);
        }
    }

    @GuardedBy("this") private void takeOver(Relay ready) {
        Relay before = active;
        active = ready;
        next = null;
        current = ready.link();
        ready.tell(recorder, before.connected);
        log.info("the new connection to nats-server is in use, and the one before ends once its answers are sent");
        end(before);
    }

    private void end(Relay relay) {
        NatsLink link = relay.link();
        Thread thread = new Thread(
                () -> {
                    link.unsubscribe();
                    awaitAnswers();
                    link.close();
                    forget(link);
                },
                "gatehouse-link-end");
        thread.setDaemon(true);
        thread.start();
    }

    /** A request that came before is worth nothing after the time that it may take. */
    private void awaitAnswers() {
        try {
            boolean closed = closing.await(answering.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("closed while answers are sent: {}", closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void forget(NatsLink link) {
        links = links.stream().filter(one -> !one.equals(link)).toList();
    }

    /** Hears of one connection, and passes on what it hears while that is the one that serves. */
    private final class Relay implements ConnectionRecorder {
        private final NatsSettings settings;
        private volatile @Nullable NatsLink link;
        private volatile @Nullable String version;
        private volatile @Nullable String ours;
        private volatile @Nullable String unable;
        private volatile int most;
        private volatile boolean connected;
        private volatile boolean subscribed;

        Relay(NatsSettings settings) {
            this.settings = settings;
        }

        NatsLink link() {
            NatsLink known = link;
            if (known == null) {
                throw new IllegalStateException("not made yet");
            }
            return known;
        }

        /** Tells all that was heard of a connection that stands. */
        void tell(ConnectionRecorder to, boolean connectedBefore) {
            if (version != null) {
                to.server(version);
            }
            to.maxPayload(most);
            if (ours != null) {
                to.account(ours);
            }
            if (!connectedBefore) {
                to.connected();
            }
            if (subscribed) {
                to.subscribed(true);
            } else if (unable != null) {
                to.unable(unable);
            }
        }

        @Override
        public void server(String is) {
            version = is;
            heard(this, to -> to.server(is));
        }

        @Override
        public void connected() {
            connected = true;
            heard(this, ConnectionRecorder::connected);
        }

        @Override
        public void leaving() {
            leave(this);
        }

        @Override
        public void disconnected() {
            connected = false;
            heard(this, ConnectionRecorder::disconnected);
        }

        @Override
        public void subscribed(boolean now) {
            subscribed = now;
            unable = null;
            heard(this, to -> to.subscribed(now));
        }

        @Override
        public void unable(String why) {
            subscribed = false;
            unable = why;
            heard(this, to -> to.unable(why));
        }

        @Override
        public void maxPayload(int bytes) {
            most = bytes;
            heard(this, to -> to.maxPayload(bytes));
        }

        @Override
        public void account(String name) {
            ours = name;
            heard(this, to -> to.account(name));
        }

        @Override
        public void linkEnded(String why) {
            heard(this, to -> to.linkEnded(why));
        }

        @Override
        public void draining() {
            heard(this, ConnectionRecorder::draining);
        }
    }
}
