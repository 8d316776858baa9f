package io.gatehouse.revocation.poll;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.ValueSeal;
import io.gatehouse.nats.RepeatedLines;
import io.gatehouse.revocation.ReplayWindow;
import io.gatehouse.revocation.RevocationRecorder;
import io.gatehouse.revocation.RevocationRecorder.Message;
import io.gatehouse.sessions.SystemConnection;
import io.gatehouse.sessions.SystemConnection.Listening;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other instances, which are told of whom was asked, by messages that only who has the secret can write. */
final class PollPeers {
    private static final Logger log = LoggerFactory.getLogger(PollPeers.class);

    private static final int NAME_BYTES = 16;
    private static final byte[] PURPOSE = "polls, version 1".getBytes(StandardCharsets.US_ASCII);

    private final ValueSeal seal;
    private final byte[] name;
    private final byte[] context;
    private final String subject;
    private final String sender;
    private final InstantSource clock;
    private final RevocationRecorder recorder;
    private final ReplayWindow window = new ReplayWindow();
    private final RepeatedLines lines = new RepeatedLines(log, System::nanoTime);
    private @Nullable Listening listening;
    private long last;

    /**
     * @param secret the one of revocations, of which this use makes keys of its own
     * @param recorder hears of messages that are none of another instance
     */
    PollPeers(Secret secret, InstantSource clock, RevocationRecorder recorder) {
        this.recorder = recorder;
        this.seal = new ValueSeal(secret);
        this.name = seal.name(PURPOSE);
        this.subject = "gatehouse.revocations." + HexFormat.of().formatHex(name, 0, NAME_BYTES / 2);
        this.context = subject.getBytes(StandardCharsets.US_ASCII);
        this.clock = clock;
        byte[] random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        this.sender = HexFormat.of().formatHex(random);
    }

    /** Tells the others; by one thread. */
    void tell(SystemConnection connection, String directory, String meaning, List<PollMessage.Line> lines) {
        for (byte[] message : sealed(directory, meaning, lines, connection.mostBytes())) {
            send(connection, message);
        }
    }

    private void send(SystemConnection connection, byte[] message) {
        try {
            connection.publish(subject, null, message);
        } catch (IllegalArgumentException tooLarge) {
            lines.warn("a message to other instances is larger than max_payload of nats-server: each of them asks about"
                    + " its user itself");
        }
    }

    /**
     * What is to be sent, in the order of the lines.
     *
     * @param most how long a message may be, in bytes; one of a single line may be longer
     */
    List<byte[]> sealed(String directory, String meaning, List<PollMessage.Line> lines, long most) {
        PollMessage message = new PollMessage(sender, last + 1, clock.millis(), directory, meaning, lines);
        byte[] sealed = seal.seal(name, context, message.json());
        if (sealed.length <= most || lines.size() <= 1) {
            last++;
            return List.of(sealed);
        }
        int half = lines.size() / 2;
        List<byte[]> all = new ArrayList<>(sealed(directory, meaning, lines.subList(0, half), most));
        all.addAll(sealed(directory, meaning, lines.subList(half, lines.size()), most));
        return all;
    }

    /**
     * Hears what others tell for as long as the connection lasts, or until {@link #end}; by one thread at a time.
     *
     * @param told takes each message that is new, on a thread of the connection
     */
    void listen(SystemConnection connection, Consumer<PollMessage> told) {
        listening = connection.listen(subject, (on, replyTo, body) -> {
            PollMessage message = heard(body);
            if (message != null) {
                told.accept(message);
            }
        });
    }

    /** The secret is held no more: hears nothing under it. */
    void end() {
        Listening heard = listening;
        if (heard != null) {
            heard.end();
        }
    }

    /** A message of another instance; null for anything else, and for one that comes again. */
    synchronized @Nullable PollMessage heard(byte[] sealed) {
        byte[] json = seal.open(name, context, sealed);
        if (json == null) {
            recorder.message(Message.FORGED);
            lines.warn("a message on " + subject
                    + " was sent by no instance: somebody else writes there; nothing is done");
            return null;
        }
        try {
            PollMessage message = PollMessage.parse(json);
            if (message.sender().equals(sender)) {
                return null;
            }
            long up = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            if (window.isNew(message.sender(), message.number(), message.at(), clock.millis(), up)) {
                return message;
            }
            recorder.message(Message.REPLAYED);
        } catch (ClaimsException e) {
            log.debug("a message on {} is not understood", subject);
        }
        return null;
    }
}
