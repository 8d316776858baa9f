package io.gatehouse.warmup;

import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.pipeline.message.Unpacked;
import io.gatehouse.transport.Outbox;
import io.gatehouse.transport.RequestSifter;
import io.gatehouse.transport.SentProtocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a warm-up has in the place of a connection: messages are read and answers collected as with a real one, but for the
 * socket. Brings on one thread.
 */
public class LoopbackTransport implements Replies {
    /** Takes all answers. */
    static final int ALL = Integer.MAX_VALUE;

    private static final long NO_PAUSE = 1;
    /** What is read may end in the first word of a message, in its subject, in the line's last part, or behind it. */
    private static final int[] CUTS = {2, 12, 32, 200};

    private static final String SID = "1";

    /** What the client library sends before there are requests, and what the server answers. */
    private static final byte[] LOGIN = SimulatedServer.ascii("PING" + SimulatedServer.LINE_END + "SUB "
            + SimulatedServer.REQUESTS + " " + SID + SimulatedServer.LINE_END);

    private static final byte[] PONG = SimulatedServer.ascii("PONG" + SimulatedServer.LINE_END);

    private final Outbox outbox = new Outbox((bytes, length) -> {}, () -> {});
    private final IdentityHashMap<Unpacked, byte[]> written = new IdentityHashMap<>();
    private final byte[] foreign = new byte[64];
    private final AtomicInteger left = new AtomicInteger(ALL);
    private @Nullable RequestSifter sifter;
    private int cuts;

    /** Says who takes what is brought. */
    void open(Intake intake) {
        SentProtocol sent = new SentProtocol();
        sifter = new RequestSifter(intake, sent, null, NO_PAUSE);
        try {
            sent.read(LOGIN, LOGIN.length);
            read(PONG, 0, PONG.length, PONG.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings the messages to the intake as if they had been read, a few at a time, before it returns. */
    void bring(List<Unpacked> messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] last = new byte[0];
        for (Unpacked message : messages) {
            last = written.computeIfAbsent(message, unseen -> SimulatedServer.frame(unseen, SID));
            all.writeBytes(last);
        }
        byte[] bytes = all.toByteArray();
        int cut = messages.size() == 1 ? bytes.length : bytes.length - last.length + nextCut();
        read(bytes, 0, cut, 0);
        if (cut < bytes.length) {
            read(bytes, cut, cut + 1, 0);
            read(bytes, cut + 1, bytes.length, 0);
        }
    }

    private int nextCut() {
        cuts++;
        return CUTS[cuts % CUTS.length];
    }

    /** Takes so many more answers before it is not writable, {@link #ALL} in the beginning. */
    void letThrough(int answers) {
        left.set(answers);
    }

    /** @param left how many bytes are no request's */
    private void read(byte[] bytes, int from, int to, int left) {
        RequestSifter opened = sifter;
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        try {
            int passed = opened.read(new ByteArrayInputStream(bytes, from, to - from), foreign, 0, foreign.length);
            if (passed != left) {
                throw new IllegalStateException("a made-up request was not seen as one");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean send(Envelope request, String replyTo, byte[] body) {
        try {
            left.decrementAndGet();
            return outbox.publish(replyTo, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isWritable() {
        return left.get() > 0 && outbox.isWritable();
    }

    @Override
    public void flush() {
        try {
            outbox.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
