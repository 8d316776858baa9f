package io.gatehouse.load.servers.batch;

import io.gatehouse.load.answer.AnswerVerdict;
import io.gatehouse.load.answer.AnswerVerifier;
import io.gatehouse.load.nats.NatsConnection;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are sent together, and the answer to each, by index from 0. One thread sends, another reports answers;
 * verifying comes after.
 */
public final class RequestBatch {
    /** Not sent. */
    private static final int UNSENT = -1;

    private static final AnswerVerdict[] VERDICTS = AnswerVerdict.values();

    private final long first;
    private final PreparedRequests requests;
    private final IntUnaryOperator clients;
    private final long[] dueAt;
    private final int[] lagMicros;
    private final long[] answeredAt;
    private final long[] places;
    private final int[] lengths;
    private final byte[] verdicts;
    private final byte[] expired;
    private final ByteArena bodies = new ByteArena();
    private @Nullable IntConsumer listener;
    private int sent;
    private int answered;
    private int duplicates;
    private int unanswerable;
    private long lastAnswerAt;

    /**
     * @param first the number of its first request
     * @param clients the client that each request is about
     */
    public RequestBatch(long first, PreparedRequests requests, IntUnaryOperator clients) {
        int count = requests.size();
        this.first = first;
        this.requests = requests;
        this.clients = clients;
        this.dueAt = new long[count];
        this.lagMicros = new int[count];
        this.answeredAt = new long[count];
        this.places = new long[count];
        this.lengths = new int[count];
        this.verdicts = new byte[count];
        this.expired = new byte[count];
        Arrays.fill(lagMicros, UNSENT);
    }

    /** The bytes that a request and its answer take, in addition to their own bytes. */
    public static int bookkeepingBytes() {
        return 3 * Long.BYTES + 2 * Integer.BYTES + 2;
    }

    public int size() {
        return dueAt.length;
    }

    long first() {
        return first;
    }

    /** Whether a request's number is one of this batch's. */
    boolean has(long request) {
        return request >= first && request < first + dueAt.length;
    }

    /** Calls a listener with the index of each request as it is answered, on the reading thread. */
    public synchronized void listen(IntConsumer to) {
        listener = to;
    }

    /** Says when a request is to be sent; its latency counts from then. */
    public void due(int index, long atNanos) {
        dueAt[index] = atNanos;
    }

    public long dueAt(int index) {
        return dueAt[index];
    }

    int client(int index) {
        return clients.applyAsInt(index);
    }

    /** Gathers a request, whose time has come, for sending. */
    public void gather(int index, NatsConnection connection, long now) throws IOException {
        requests.send(index, connection);
        lagMicros[index] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, (now - dueAt[index]) / 1000));
    }

    /** So many were gathered and sent. */
    public synchronized void sent(int more) {
        sent += more;
    }

    public synchronized int sent() {
        return sent;
    }

    public synchronized int answered() {
        return answered;
    }

    public synchronized int duplicates() {
        return duplicates;
    }

    /** For how many requests the server reported that there are no responders. */
    public synchronized int unanswerable() {
        return unanswerable;
    }

    public synchronized long lastAnswerAt() {
        return lastAnswerAt;
    }

    /** Takes an answer down. */
    synchronized void answer(int index, long atNanos, byte[] buffer, int bodyAt, int bodyLength) {
        lastAnswerAt = atNanos;
        if (answeredAt[index] != 0) {
            duplicates++;
            return;
        }
        answeredAt[index] = atNanos;
        places[index] = bodies.add(buffer, bodyAt, bodyLength);
        lengths[index] = bodyLength;
        answered++;
        if (listener != null && expired[index] == 0) {
            listener.accept(index);
        }
    }

    /** The server reports no responders. */
    synchronized void nobodyListens() {
        unanswerable++;
    }

    /** Gives a request up; false when its answer was there before, and then the listener has been called. */
    public synchronized boolean expire(int index) {
        if (answeredAt[index] != 0 || expired[index] != 0) {
            return false;
        }
        expired[index] = 1;
        return true;
    }

    public boolean isSent(int index) {
        return lagMicros[index] != UNSENT;
    }

    /** How late it was sent, in microseconds. */
    public int lagMicros(int index) {
        return lagMicros[index];
    }

    public synchronized boolean isAnswered(int index) {
        return answeredAt[index] != 0;
    }

    /** From when it was due to its answer, in microseconds. */
    public synchronized long latencyMicros(int index) {
        return (answeredAt[index] - dueAt[index]) / 1000;
    }

    /** The verdict on its answer; null when it was not verified. */
    public @Nullable AnswerVerdict verdict(int index) {
        return verdicts[index] == 0 ? null : VERDICTS[verdicts[index] - 1];
    }

    /** Verifies an answer, unless there is none or it was verified before; returns whether it was verified now. */
    boolean verify(int index, AnswerVerifier verifier, long zeroNanos, long zeroMillis) {
        if (!isAnswered(index) || verdicts[index] != 0) {
            return false;
        }
        long second = Math.floorDiv(zeroMillis + (answeredAt[index] - zeroNanos) / 1_000_000, 1000L);
        byte[] body = bodies.get(places[index], lengths[index]);
        verdicts[index] = code(verifier.verify(first + index, client(index), body, second));
        return true;
    }

    /** Its place among the verdicts, from 1; 0 is none. Only kept within this process. */
    @SuppressWarnings("EnumOrdinal")
    private static byte code(AnswerVerdict verdict) {
        return (byte) (1 + verdict.ordinal());
    }

    /** Releases the answers' bodies if all were verified. */
    synchronized void releaseVerified() {
        for (int i = 0; i < verdicts.length; i++) {
            if (answeredAt[i] != 0 && verdicts[i] == 0) {
                return;
            }
        }
        bodies.clear();
    }
}
