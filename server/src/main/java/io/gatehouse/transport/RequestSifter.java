package io.gatehouse.transport;

import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.transport.SentProtocol.OwnSubscription;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes our subscription's messages out of the bytes that nats-server sends, and leaves all other lines and messages to the
 * client library, in a form that its reader never fails at. A message that is dropped in a storm costs a look at its first
 * line, and one that is taken a copy; the client library would spend ten times as much and another thread on it. Every byte is
 * understood or the connection ends: nothing is skipped in search of the next line. Used by one thread at a time.
 */
public final class RequestSifter {
    private static final int INITIAL_BUFFER = 128 * 1024;
    /** The longest line; the server's own limit for what a publisher writes ({@code max_control_line}) is 4 KiB by default. */
    static final int MAX_LINE = 1 << 20;
    /** The longest first line of a message that the client library is given, and has room for. */
    static final int MAX_LIBRARY_LINE = 16 * 1024;
    /** A longer message is neither a request nor an answer that the client library waits for; its content is dropped as it comes. */
    static final int MAX_MESSAGE = 512 * 1024;

    private static final int LINE_END = 2;
    private static final long NONE = -1;
    private static final byte[] CONNECT_INFO = "\"connect_info\"".getBytes(StandardCharsets.US_ASCII);
    /**
     * A read that brings less may have come too soon: the server writes some 20 KB at a time. Not more than half of what a
     * receive window holds that never opened wide: behind a full one nothing is waited for.
     */
    private static final int LARGE_READ = 32 * 1024;
    /** How long more is waited for while many requests wait, where there is a real server. */
    static final long PAUSE_NANOS = 4_000_000;

    private final Intake intake;
    private final SentProtocol sent;
    private final long pauseNanos;
    private final LongConsumer pause;
    private final MessageLine line = new MessageLine();
    private final BufferedMessages requests;
    private byte[] buffer = new byte[INITIAL_BUFFER];
    private int start;
    private int end;
    private long readAt;
    private boolean readLittle;
    /** Whether more may come before it is read, as the intake said last. */
    private boolean behind;
    /** Whether the server has answered the PING behind our CONNECT: until then it says nothing that counts. */
    private boolean authenticated;

    private volatile @Nullable String connectInfo;

    private @Nullable OwnSubscription own;
    /** How many bytes from here on are the client library's. */
    private int passing;
    /** How many bytes from here on are dropped, before a line end; {@link #NONE} when nothing is. */
    private long dropping = NONE;
    /** What is dropped, when it was for us. */
    private @Nullable Oversized oversized;

    private String mistake = "";

    /**
     * @param sent what the client library has sent on the connection
     * @param origin the connection whose bytes it sifts
     */
    RequestSifter(Intake intake, SentProtocol sent, @Nullable RequestPort origin) {
        this(intake, sent, origin, PAUSE_NANOS);
    }

    /** @param pauseNanos how long more is waited for while many requests wait */
    public RequestSifter(Intake intake, SentProtocol sent, @Nullable RequestPort origin, long pauseNanos) {
        this(intake, sent, origin, pauseNanos, LockSupport::parkNanos);
    }

    /** @param pause waits for so many nanoseconds */
    RequestSifter(Intake intake, SentProtocol sent, @Nullable RequestPort origin, long pauseNanos, LongConsumer pause) {
        this.intake = intake;
        this.sent = sent;
        this.pauseNanos = pauseNanos;
        this.pause = pause;
        this.requests = new BufferedMessages(origin);
    }

    /**
     * Reads as {@link InputStream#read(byte[], int, int)}, without the requests.
     *
     * @return 0 when there was nothing for the client library
     * @throws ProtocolException when the server sends what is not understood; nothing can be read from then on
     */
    public int read(InputStream in, byte[] target, int offset, int length) throws IOException {
        int passed = sift(target, offset, length);
        if (passed > 0) {
            return passed;
        }
        return fill(in) < 0 ? -1 : sift(target, offset, length);
    }

    /** Whether bytes have been read that nobody has been given yet. */
    boolean hasUnread() {
        return start < end;
    }

    /** What the server has said of us once we were logged in. */
    ConnectInfo connectInfo() {
        String told = connectInfo;
        return told == null ? ConnectInfo.NONE : ConnectInfo.parse(told);
    }

    private int sift(byte[] target, int offset, int length) throws ProtocolException {
        int at = offset;
        int limit = offset + length;
        Step step = Step.GO_ON;
        while (step == Step.GO_ON && start < end && at < limit) {
            if (passing > 0) {
                at = pass(target, at, limit);
            } else {
                step = dropping == NONE ? step() : drop();
            }
        }
        if (requests.size() > 0) {
            behind = requests.deliver(buffer, intake, readAt, start == end);
        }
        if (step == Step.FAIL && at == offset) {
            throw new ProtocolException(mistake);
        }
        return at - offset;
    }

    private int pass(byte[] target, int at, int limit) {
        int count = Math.min(passing, limit - at);
        System.arraycopy(buffer, start, target, at, count);
        start += count;
        passing -= count;
        return at + count;
    }

    /** Looks at what begins at the start, which is the beginning of a line. */
    private Step step() {
        OwnSubscription ours = own;
        if (ours != null) {
            if (startsWith(ours.withHeaders())) {
                return message(ours.withHeaders().length, true, 2);
            }
            if (startsWith(ours.plain())) {
                return message(ours.plain().length, true, 1);
            }
        }
        Operation operation = Operation.at(buffer, start, end);
        return switch (operation) {
            case CUT -> Step.WAIT;
            case UNKNOWN -> fail("something that is not an operation of its protocol");
            case MSG -> other(operation, 1);
            case HMSG -> other(operation, 2);
            default -> controlLine(operation);
        };
    }

    private Step other(Operation operation, int lengths) {
        return authenticated
                ? message(operation.length(), false, lengths)
                : fail("a message before it had answered our login");
    }

    /**
     * @param read how many of its bytes have been read
     * @param known whether they showed that it is ours
     */
    private Step message(int read, boolean known, int lengths) {
        MessageLine.Reading reading = line.read(buffer, start + read, end, known, lengths);
        if (reading != MessageLine.Reading.GOOD) {
            return reading == MessageLine.Reading.CUT
                    ? unfinishedLine()
                    : fail("a message whose first line is not understood");
        }
        boolean ours = known || (own != null && line.isFor(buffer, own.sid()));
        if (line.total() > MAX_MESSAGE) {
            return tooLarge(ours);
        }
        int to = line.messageTo();
        if (end < to + LINE_END) {
            return awaitLineEnd(to);
        }
        if (!isLineEnd(to)) {
            return tooLong();
        }
        if (ours) {
            requests.add(line);
            start = to + LINE_END;
            return Step.GO_ON;
        }
        return handOn(lengths == 2, to + LINE_END);
    }

    private Step tooLarge(boolean ours) {
        oversized = ours ? new Oversized(line.total() - line.headers()) : null;
        start = line.messageFrom();
        dropping = line.total();
        return Step.GO_ON;
    }

    private Step handOn(boolean withHeaders, int frameEnd) {
        if (line.messageFrom() - start > MAX_LIBRARY_LINE) {
            start = frameEnd;
            return Step.GO_ON;
        }
        if (withHeaders) {
            start = HeaderRemoval.rewrite(buffer, line);
        }
        passing = frameEnd - start;
        return Step.GO_ON;
    }

    private Step drop() {
        int there = (int) Math.min(dropping, end - start);
        start += there;
        dropping -= there;
        if (dropping > 0 || end - start < LINE_END) {
            return awaitLineEnd(start);
        }
        if (!isLineEnd(start)) {
            return tooLong();
        }
        start += LINE_END;
        dropping = NONE;
        if (oversized != null) {
            behind = intake.take(MessageBatch.of(oversized, readAt, false));
            oversized = null;
        }
        return Step.GO_ON;
    }

    private Step awaitLineEnd(int at) {
        return at < end && buffer[at] != '\r' ? tooLong() : Step.WAIT;
    }

    private Step tooLong() {
        return fail("a message that is longer than its first line says");
    }

    /** A line that is no message, for the client library. */
    private Step controlLine(Operation operation) {
        int at = start;
        while (at < end && buffer[at] != '\r') {
            at++;
        }
        if (at + 1 >= end) {
            return unfinishedLine();
        }
        if (!isLineEnd(at)) {
            return fail("a line with a carriage return in it");
        }
        if (operation == Operation.PONG && !authenticated) {
            if (!sent.hasPinged()) {
                return fail("a PONG before our PING");
            }
            authenticated = true;
            own = sent.own();
        }
        if (operation == Operation.INFO && authenticated && contains(CONNECT_INFO, at)) {
            int text = start + operation.length();
            connectInfo = new String(buffer, text, at - text, StandardCharsets.UTF_8);
        }
        passing = at + LINE_END - start;
        return Step.GO_ON;
    }

    private Step unfinishedLine() {
        return end - start > MAX_LINE ? fail("a line of more than " + MAX_LINE + " bytes") : Step.WAIT;
    }

    private Step fail(String what) {
        mistake = "nats-server sent " + what;
        return Step.FAIL;
    }

    private boolean isLineEnd(int at) {
        return buffer[at] == '\r' && buffer[at + 1] == '\n';
    }

    private int fill(InputStream in) throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        letMoreCome();
        int read = in.read(buffer, end, buffer.length - end);
        readAt = System.nanoTime();
        readLittle = read < LARGE_READ;
        own = authenticated ? sent.own() : null;
        end += Math.max(0, read);
        return read;
    }

    /** To be woken for each piece that the server writes costs as much as to drop what it brings. */
    private void letMoreCome() {
        if (readLittle && behind) {
            behind = false;
            pause.accept(pauseNanos);
        }
    }

    private boolean contains(byte[] text, int lineEnd) {
        for (int at = start; at + text.length <= lineEnd; at++) {
            if (Arrays.equals(buffer, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWith(byte[] text) {
        return end - start >= text.length && Arrays.equals(buffer, start, start + text.length, text, 0, text.length);
    }

    private enum Step {
        /** The next is to be looked at, or passed on. */
        GO_ON,
        /** Nothing can be said until more was read. */
        WAIT,
        /** The server is not understood. */
        FAIL
    }
}
