package io.gatehouse.directory.bucket;

import io.gatehouse.policy.text.PeerText;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of a bucket that has the server push its messages, and notices when one is missing: by their numbers, and by the
 * server's heartbeats. It is never made to go on after that, since a mark of a deletion may have been purged meanwhile. Used by
 * one thread.
 */
final class KvFeed {
    /** How often the server tells that it is there when there is nothing else to tell. */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final long SILENCE_NANOS = HEARTBEAT.multipliedBy(3).toNanos();

    /** While all is read: what is superseded or removed meanwhile has the server wait until the next one. */
    private static final Duration HEARTBEAT_OF_ALL = Duration.ofMillis(100);

    /** How long a consumer's replica may take to catch up with the leader. */
    private static final long CATCH_UP_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Duration UNUSED = Duration.ofSeconds(30);

    /** Whoever takes longer is sent messages again, the next ones later or never, and begins anew. */
    private static final Duration ACK_WAIT = Duration.ofMinutes(1);

    private static final String LAST_CONSUMER = "Nats-Last-Consumer";
    private static final String LAST_STREAM = "Nats-Last-Stream";
    private static final byte[] NOTHING = {};

    private final KvApi api;
    private final String name;
    private final String inbox;
    private final int acknowledgedAtOnce;
    private long delivered;
    private int unacknowledged;

    /** Acknowledges all up to the last message; null when that is done. */
    private @Nullable String acknowledgement;

    private long lastRevision;
    private long reached;
    private long pending;
    private long heard = System.nanoTime();
    private long moved = heard;

    private KvFeed(KvApi api, ConsumerInfo consumer, String inbox, KvWindow window) {
        this.acknowledgedAtOnce = window.acknowledgedAtOnce();
        this.api = api;
        this.name = consumer.getName();
        this.inbox = inbox;
        this.pending = consumer.getCalculatedPending();
    }

    /** The last message of every key, then each that follows. */
    static KvFeed ofAll(KvApi api, String inbox, KvWindow window) throws KvException {
        return create(
                api,
                inbox,
                window,
                consumer().idleHeartbeat(HEARTBEAT_OF_ALL).deliverPolicy(DeliverPolicy.LastPerSubject));
    }

    /** Each message from a revision on. */
    static KvFeed from(KvApi api, String inbox, KvWindow window, long revision) throws KvException {
        return create(
                api,
                inbox,
                window,
                consumer().deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(revision));
    }

    private static ConsumerConfiguration.Builder consumer() {
        return ConsumerConfiguration.builder()
                .ackPolicy(AckPolicy.All)
                .ackWait(ACK_WAIT)
                .idleHeartbeat(HEARTBEAT)
                .inactiveThreshold(UNUSED)
                .memStorage(true)
                .numReplicas(1);
    }

    private static KvFeed create(KvApi api, String inbox, KvWindow window, ConsumerConfiguration.Builder consumer)
            throws KvException {
        ConsumerConfiguration configuration = consumer.deliverSubject(inbox)
                .maxAckPending(window.messages())
                .filterSubject(api.names().filter())
                .build();
        ConsumerInfo created = api.ask(asked -> asked.createConsumer(api.names().stream(), configuration));
        return new KvFeed(api, created, inbox, window);
    }

    /** Whether a message is of this consumer. */
    boolean isOf(Message message) {
        return message.isJetStream()
                ? message.metaData().getConsumer().equals(name)
                : message.getSubject().equals(inbox);
    }

    /**
     * Takes a message of this consumer.
     *
     * @return what it tells of the bucket; null when nothing
     * @throws KvException when one before it is missing, or there will be no more
     */
    @Nullable KvRecord take(Message message) throws KvException {
        heard = System.nanoTime();
        if (!message.isJetStream()) {
            status(message);
            return null;
        }
        // What is sent again has the next number, and an older record than what came between.
        if (message.metaData().consumerSequence() != ++delivered
                || message.metaData().deliveredCount() > 1) {
            throw new KvException("messages of the bucket were lost on their way");
        }
        lastRevision = message.metaData().streamSequence();
        reached = lastRevision;
        moved = heard;
        pending = message.metaData().pendingCount();
        acknowledge(message);
        return KvRecord.of(api.names(), message);
    }

    private void status(Message message) throws KvException {
        if (!message.isStatusMessage()) {
            return;
        }
        if (message.getStatus().isHeartbeat()) {
            heartbeat(message.getHeaders());
        } else {
            throw new KvException("nats-server ends the watch of the bucket: "
                    + PeerText.of(String.valueOf(message.getStatus().getMessage())));
        }
    }

    private void heartbeat(@Nullable Headers headers) throws KvException {
        if (headers == null) {
            return;
        }
        String last = headers.getLast(LAST_CONSUMER);
        if (last != null && !last.equals(Long.toString(delivered))) {
            throw new KvException("messages of the bucket were lost on their way");
        }
        reach(headers.getLast(LAST_STREAM));
        acknowledgeRest();
    }

    /** Of what was pending nothing is left, or it was removed, of which no message tells. */
    private void reach(@Nullable String revision) {
        long last = revision == null ? 0 : number(revision);
        if (last > reached) {
            reached = last;
            moved = heard;
        }
        if (last >= lastRevision) {
            pending = 0;
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** With all before it, now and then and at the end. */
    private void acknowledge(Message message) {
        acknowledgement = message.getReplyTo();
        if (++unacknowledged >= acknowledgedAtOnce || pending == 0) {
            acknowledgeRest();
        }
    }

    /** What is left would be sent again: there may be no message after it, though some were pending. */
    private void acknowledgeRest() {
        if (acknowledgement != null) {
            api.connection().publish(acknowledgement, NOTHING);
            acknowledgement = null;
        }
        unacknowledged = 0;
    }

    /** @throws KvException when it is silent for longer than it may be */
    void verifyAlive() throws KvException {
        if (System.nanoTime() - heard > SILENCE_NANOS) {
            throw new KvException("nats-server has stopped telling of the bucket: it was deleted, or has no leader");
        }
    }

    /**
     * Whether all was delivered up to a revision that there was, and all that there was when the last message was sent. What is
     * pending is not enough: the server's number may be too low, and that of a replica is of what it has.
     *
     * @throws KvException when nothing has come for too long
     */
    boolean isAtEnd(long revision) throws KvException {
        if (pending == 0 && reached >= revision) {
            return true;
        }
        if (System.nanoTime() - moved > CATCH_UP_NANOS) {
            throw new KvException(
                    "the replica of the bucket that is read is behind its leader, or its consumer was paused or is stuck");
        }
        return false;
    }

    /** The revision that was delivered last; 0 before the first. */
    long lastRevision() {
        return lastRevision;
    }

    /** Has the server forget it; what does not work is done by the server when nobody listens any more. */
    void end() {
        try {
            boolean deleted = api.ask(asked -> asked.deleteConsumer(api.names().stream(), name));
            assert deleted || !name.isEmpty();
        } catch (KvException e) {
            // The server forgets it when the connection ends.
            pending = 0;
        }
    }
}
