package io.gatehouse.pipeline;

import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.spans.Traceable;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to its answer: what stays the same from the moment that it is opened, and what every stage's record
 * carries beside its own result.
 *
 * @param snapshot what it is answered by
 * @param box the key shared with the server, to seal the answer with; null when the request came in the clear
 * @param boxes the xkey of ours that opened it, and its peers; null likewise
 */
record Exchange(
        Arrival arrival,
        Snapshot snapshot,
        @Nullable BoxKey box,
        @Nullable BoxKeys boxes) implements Traceable {
    /** A stage's record, which carries it. */
    interface Carrier extends Traceable {
        Exchange exchange();

        @Override
        default @Nullable LoginTrace trace() {
            Exchange carried = exchange();
            return carried.trace();
        }
    }

    /** Of a request that nobody has to seal an answer to with a key that is remembered. */
    Exchange(Arrival arrival, Snapshot snapshot, @Nullable BoxKey box) {
        this(arrival, snapshot, box, null);
    }

    @Override
    public @Nullable LoginTrace trace() {
        return arrival.trace();
    }

    /** The message that the request came in. */
    Envelope message() {
        return arrival.message();
    }

    /** The subject that the answer goes to, null when the message has none. */
    @Nullable String replyTo() {
        return arrival.replyTo();
    }

    /** After this moment an answer is worth nothing. */
    long deadline() {
        return arrival.deadline();
    }

    boolean expiredAt(long now) {
        return arrival.expiredAt(now);
    }

    /** What is left at a moment of the time to answer. */
    Duration timeLeft(long now) {
        return Duration.ofNanos(Math.max(0, arrival.deadline() - now));
    }

    /** How many bytes the box needs before the response, which is sealed where it lies. */
    int boxRoom() {
        return box == null ? 0 : BoxKey.OVERHEAD;
    }

    /** Decides about the request. */
    Authorizer authorizer() {
        return snapshot.authorizer();
    }

    /**
     * Who signs the response.
     *
     * @param subject whom the request is for
     */
    Issuers.Issuer issuer(String subject) {
        return snapshot.issuers().of(subject);
    }

    /** Counts who has signed the sentinel that a client has brought, where clients have one. */
    void countSentinel(ConnectOptions connect) {
        Issuers issuers = snapshot.issuers();
        issuers.countSentinel(connect.jwt());
    }

    /** What {@code sub} of the request may be; empty for any. */
    Set<String> subjects() {
        return snapshot.subjects();
    }

    /** The revision of the configuration that it is answered by; empty when nobody asks for it. */
    String configuration() {
        return snapshot.configuration();
    }
}
