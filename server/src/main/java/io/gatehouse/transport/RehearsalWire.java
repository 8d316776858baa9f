package io.gatehouse.transport;

import io.gatehouse.pipeline.Envelope;
import io.gatehouse.pipeline.Intake;
import io.gatehouse.pipeline.Unpacked;
import io.gatehouse.pipeline.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sifts made-up messages as a server would write them, and collects answers for a socket that is none. Brings on one thread. */
public final class RehearsalWire implements Wire {
    private static final long NO_PAUSE = 1;
    /** What is read may end in the first word of a message, in its subject, in the line's last part, or behind it. */
    private static final int[] CUTS = {2, 12, 32, 200};

    private static final String LINE_END = "\r\n";
    /** What the client library sends before there are requests, and what the server answers. */
    private static final byte[] LOGIN = ascii("PING" + LINE_END + "SUB " + CalloutService.SUBJECT + " 1" + LINE_END);

    private static final byte[] PONG = ascii("PONG" + LINE_END);

    private final Outbox outbox = new Outbox((bytes, length) -> {}, () -> {});
    private final IdentityHashMap<Unpacked, byte[]> written = new IdentityHashMap<>();
    private final byte[] foreign = new byte[64];
    private final AtomicInteger left = new AtomicInteger(ALL);
    private @Nullable RequestSifter sifter;
    private int cuts;

    @Override
    public void open(Intake intake) {
        SentProtocol sent = new SentProtocol();
        sifter = new RequestSifter(intake, sent, null, NO_PAUSE);
        try {
            sent.read(LOGIN, LOGIN.length);
            read(PONG, 0, PONG.length, PONG.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void bring(List<Unpacked> messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] last = new byte[0];
        for (Unpacked message : messages) {
            last = written.computeIfAbsent(message, RehearsalWire::write);
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

    @Override
    public void letThrough(int answers) {
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

    private static byte[] write(Unpacked message) {
        String headers = message.serverXkey() == null
                ? ""
                : "NATS/1.0" + LINE_END + "Nats-Server-Xkey: " + message.serverXkey() + LINE_END + LINE_END;
        int total = headers.length() + message.bodyLength();
        String lengths = headers.isEmpty() ? " " + total : " " + headers.length() + " " + total;
        String first = (headers.isEmpty() ? "MSG " : "HMSG ") + CalloutService.SUBJECT + " 1 " + message.replyTo();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii(first + lengths + LINE_END + headers));
        out.writeBytes(message.body());
        out.writeBytes(ascii(LINE_END));
        return out.toByteArray();
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
    public int maxPayload() {
        return DEFAULT_MAX_PAYLOAD;
    }

    @Override
    public boolean isBackedUp() {
        return left.get() <= 0 || outbox.isBackedUp();
    }

    @Override
    public void flush() {
        try {
            outbox.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
