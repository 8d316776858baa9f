package io.gatehouse.revocation;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.ValueSeal;
import io.gatehouse.nats.RepeatedLines;
import io.gatehouse.revocation.RevocationRecorder.Message;
import io.gatehouse.sessions.SystemConnection;
import io.gatehouse.sessions.SystemConnection.Listening;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other instances, which are told whom to forget by messages that only who has the secret can write. What cannot be opened, or
 * comes again, does nothing.
 */
final class RevocationPeers {
    private static final Logger log = LoggerFactory.getLogger(RevocationPeers.class);

    private static final int NAME_BYTES = 16;

    /** Less than nats-server takes by default; of more, and of more than it takes, everybody is forgotten. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final byte[] NOTHING = {};
    private static final byte[] PURPOSE = "revocations".getBytes(StandardCharsets.US_ASCII);

    private final ValueSeal seal;
    private final byte[] name;
    private final byte[] context;
    private final String subject;
    private final String sender;
    private final InstantSource clock;
    private final LongSupplier uptime;
    private final Memory memory;
    private final RevocationRecorder recorder;
    private final AtomicLong numbers = new AtomicLong();
    private final ReplayWindow window = new ReplayWindow();
    private @Nullable ScheduledFuture<?> timing;
    private @Nullable Listening listening;
    private final RepeatedLines lines = new RepeatedLines(log, System::nanoTime);

    /** @param memory is made to forget what others tell of */
    RevocationPeers(Secret secret, InstantSource clock, Memory memory, RevocationRecorder recorder) {
        this(secret, clock, new MachineClock(), memory, recorder);
    }

    /** @param uptime of the machine, in milliseconds */
    RevocationPeers(
            Secret secret, InstantSource clock, LongSupplier uptime, Memory memory, RevocationRecorder recorder) {
        this.seal = new ValueSeal(secret);
        this.name = seal.name(PURPOSE);
        this.subject = subject(name);
        this.context = subject.getBytes(StandardCharsets.US_ASCII);
        this.clock = clock;
        this.uptime = uptime;
        this.memory = memory;
        this.recorder = recorder;
        byte[] random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        this.sender = HexFormat.of().formatHex(random);
    }

    /** Instances with another secret have another subject, and do not hear each other. */
    private static String subject(byte[] name) {
        return "gatehouse.revocations." + HexFormat.of().formatHex(name, 0, NAME_BYTES / 2);
    }

    /** Where they hear it. */
    String subject() {
        return subject;
    }

    /**
     * Tells the others.
     *
     * @param replyTo where each says that it has forgotten them
     * @param users null for everybody
     */
    void tell(SystemConnection connection, String replyTo, @Nullable String directory, @Nullable List<String> users) {
        PeerMessage message = new PeerMessage(sender, numbers.incrementAndGet(), clock.millis(), directory, users);
        byte[] sealed = sealed(message);
        if (sealed.length > Math.min(MOST_BYTES, connection.mostBytes())) {
            sealed = sealed(message.ofEverybody());
        }
        connection.publish(subject, replyTo, sealed);
        recorder.message(Message.SENT);
    }

    private byte[] sealed(PeerMessage message) {
        return seal.seal(name, context, message.json());
    }

    /**
     * Hears what others tell for as long as the connection lasts, or until {@link #end}; by one thread at a time.
     *
     * @param timer looks each second whether this instance was stopped
     */
    void listen(SystemConnection connection, ScheduledExecutorService timer) {
        if (timing == null) {
            timing = timer.scheduleWithFixedDelay(this::running, 0, 1, TimeUnit.SECONDS);
        }
        listening = connection.listen(subject, (on, replyTo, message) -> {
            if (heard(message) && !replyTo.isEmpty()) {
                connection.publish(replyTo, null, NOTHING);
            }
        });
    }

    /** The secret is held no more: hears nothing under it. */
    void end() {
        ScheduledFuture<?> timed = timing;
        Listening heard = listening;
        if (timed != null) {
            boolean unused = timed.cancel(false);
        }
        if (heard != null) {
            heard.end();
        }
    }

    /** To be called once a second: what is told while this instance is stopped is heard after it. */
    void running() {
        long now = uptime.getAsLong();
        synchronized (this) {
            window.running(now);
        }
    }

    /** Whether it is what another instance has told, and was done. */
    boolean heard(byte[] sealed) {
        return heard(sealed, uptime.getAsLong());
    }

    private synchronized boolean heard(byte[] sealed, long up) {
        PeerMessage message = opened(sealed);
        if (message == null) {
            recorder.message(Message.FORGED);
            lines.warn("a message on " + subject
                    + " was sent by no instance: somebody else writes there; nothing is done");
            return false;
        }
        if (message.sender().equals(sender)) {
            return false;
        }
        if (!window.isNew(message.sender(), message.number(), message.at(), clock.millis(), up)) {
            recorder.message(Message.REPLAYED);
            lines.warn(
                    "a message on " + subject + " comes again, or late, or the clocks of two instances are more than "
                            + ReplayWindow.WINDOW.toSeconds() + " s apart; nothing is done");
            return false;
        }
        List<String> users = message.users();
        memory.forget(message.directory(), users == null ? null : Set.copyOf(users));
        recorder.message(Message.TAKEN);
        return true;
    }

    private @Nullable PeerMessage opened(byte[] sealed) {
        byte[] json = seal.open(name, context, sealed);
        try {
            return json == null ? null : PeerMessage.parse(json);
        } catch (ClaimsException e) {
            return null;
        }
    }
}
