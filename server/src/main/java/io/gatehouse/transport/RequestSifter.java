package io.gatehouse.transport;

import io.gatehouse.pipeline.Intake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages on {@code $SYS.REQ.USER.AUTH} out of the bytes that nats-server sends, and leaves all other bytes to
 * the client library. A message that is let go of in a storm costs a look at its first line, and one that is taken a copy; the
 * client library would spend ten times as much and another thread on it. Used by one thread at a time.
 */
final class RequestSifter {
    private static final byte[] PLAIN = ascii("MSG " + CalloutService.SUBJECT + " ");
    private static final byte[] WITH_HEADERS = ascii("HMSG " + CalloutService.SUBJECT + " ");
    private static final byte[] ANY_PLAIN = ascii("MSG ");
    private static final byte[] ANY_WITH_HEADERS = ascii("HMSG ");
    private static final int INITIAL_BUFFER = 128 * 1024;
    /** The longest first line of a message; the server's own limit is 4 KiB by default. */
    private static final int MAX_LINE = 32 * 1024;
    /** A longer message cannot be a request; the client library takes it, and the pipeline refuses it. */
    private static final int MAX_MESSAGE = 512 * 1024;

    private static final int LINE_END = 2;
    /**
     * A read that brings less may have come too soon: the server writes some 20 KB at a time. Not more than half of what a
     * receive window holds that never opened wide: behind a full one nothing is waited for.
     */
    private static final int LARGE_READ = 32 * 1024;
    /** How long more is waited for while many requests wait, where there is a real server. */
    static final long PAUSE_NANOS = 4_000_000;

    private final Intake intake;
    private final long pauseNanos;
    private final LongConsumer pause;
    private final MessageLine line = new MessageLine();
    private final Batch batch;
    private byte[] buffer = new byte[INITIAL_BUFFER];
    private int start;
    private int end;
    private long readAt;
    private boolean readLittle;
    /** How many bytes from here on are the client library's, whatever they are. */
    private long foreign;
    /** Whether the bytes up to the next line end are the client library's. */
    private boolean foreignLine;

    /** @param origin the connection whose bytes it sifts */
    RequestSifter(Intake intake, @Nullable RequestPort origin) {
        this(intake, origin, PAUSE_NANOS);
    }

    /** @param pauseNanos how long more is waited for while many requests wait */
    RequestSifter(Intake intake, @Nullable RequestPort origin, long pauseNanos) {
        this(intake, origin, pauseNanos, LockSupport::parkNanos);
    }

    /** @param pause waits for so many nanoseconds */
    RequestSifter(Intake intake, @Nullable RequestPort origin, long pauseNanos, LongConsumer pause) {
        this.intake = intake;
        this.pauseNanos = pauseNanos;
        this.pause = pause;
        this.batch = new Batch(origin);
    }

    /**
     * Reads as {@link InputStream#read(byte[], int, int)}, without the requests.
     *
     * @return 0 when there were only requests to read
     */
    int read(InputStream in, byte[] target, int offset, int length) throws IOException {
        int passed = sift(target, offset, length);
        if (passed > 0) {
            return passed;
        }
        return fill(in) < 0 ? -1 : sift(target, offset, length);
    }

    private int sift(byte[] target, int offset, int length) throws IOException {
        int at = offset;
        int limit = offset + length;
        while (start < end && at < limit) {
            if (foreign == 0 && !foreignLine) {
                Step step = step();
                if (step == Step.MORE) {
                    break;
                }
                if (step == Step.TAKE) {
                    batch.add(line);
                    start = line.messageFrom() + line.total() + LINE_END;
                    continue;
                }
            }
            at = pass(target, at, limit);
        }
        batch.deliver(buffer, intake, readAt, start == end);
        return at - offset;
    }

    /** Looks at what begins at the start, which is the beginning of a line. */
    private Step step() {
        if (startsWith(WITH_HEADERS)) {
            return message(true, WITH_HEADERS.length, 2);
        }
        if (startsWith(PLAIN)) {
            return message(true, PLAIN.length, 1);
        }
        if (startsWith(ANY_WITH_HEADERS)) {
            return message(false, ANY_WITH_HEADERS.length, 2);
        }
        if (startsWith(ANY_PLAIN)) {
            return message(false, ANY_PLAIN.length, 1);
        }
        return couldBecome(ANY_PLAIN) || couldBecome(ANY_WITH_HEADERS) ? Step.MORE : passLine();
    }

    /**
     * @param own whether its subject is ours, and has been read
     * @param read how many of its bytes have been read
     */
    private Step message(boolean own, int read, int lengths) {
        int tokens = (own ? 2 : 3) + lengths;
        switch (line.read(buffer, start + read, end, lengths, tokens)) {
            case CUT -> {
                return end - start > MAX_LINE ? passLine() : Step.MORE;
            }
            case WRONG -> {
                return passLine();
            }
            case GOOD -> {
                // goes on below
            }
        }
        int whole = line.messageFrom() + line.total() + LINE_END - start;
        if (!own || line.total() > MAX_MESSAGE) {
            foreign = whole;
            return Step.PASS;
        }
        return end - start >= whole ? Step.TAKE : Step.MORE;
    }

    /** What we do not understand, the client library may complain of. */
    private Step passLine() {
        foreignLine = true;
        return Step.PASS;
    }

    private int pass(byte[] target, int at, int limit) {
        int ready = Math.min(end - start, limit - at);
        int count;
        if (foreignLine) {
            count = lineLength(ready);
        } else {
            count = (int) Math.min(foreign, ready);
            foreign -= count;
        }
        System.arraycopy(buffer, start, target, at, count);
        start += count;
        return at + count;
    }

    /** How many of the bytes belong to the line; it is over with them when its end is among them. */
    private int lineLength(int ready) {
        for (int i = start; i < start + ready; i++) {
            if (buffer[i] == '\n') {
                foreignLine = false;
                return i + 1 - start;
            }
        }
        return ready;
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
        end += Math.max(0, read);
        return read;
    }

    /** To be woken for each piece that the server writes costs as much as to let go of what it brings. */
    private void letMoreCome() {
        if (readLittle && intake.isBehind()) {
            pause.accept(pauseNanos);
        }
    }

    private boolean startsWith(byte[] text) {
        return end - start >= text.length && Arrays.equals(buffer, start, start + text.length, text, 0, text.length);
    }

    /** Whether the little that is there is the beginning of the text. */
    private boolean couldBecome(byte[] text) {
        int there = end - start;
        return there < text.length && Arrays.equals(buffer, start, end, text, 0, there);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private enum Step {
        /** The next bytes are the client library's. */
        PASS,
        /** A whole request begins here. */
        TAKE,
        /** Nothing can be said until more was read. */
        MORE
    }
}
