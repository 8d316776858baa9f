package io.gatehouse.transport;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads along what the client library writes to a server: whether it has sent the PING behind its CONNECT, and which id it
 * gives our subscription. Written by one thread at a time, asked by any.
 */
public final class SentProtocol {
    private static final byte[] PING = ascii("PING\r\n");
    private static final byte[] SUBSCRIBE = ascii("SUB " + CalloutService.SUBJECT + " ");
    private static final byte[] PUBLISH = ascii("PUB ");
    private static final byte[] PUBLISH_WITH_HEADERS = ascii("HPUB ");
    private static final int LINE_END = 2;

    private volatile boolean pinged;
    private volatile @Nullable OwnSubscription own;

    /** Whether a PONG can come. */
    boolean hasPinged() {
        return pinged;
    }

    /** Our subscription, null until it is sent. */
    @Nullable OwnSubscription own() {
        return own;
    }

    /**
     * Reads whole lines, each with its message if it has one.
     *
     * @throws IOException when that is not what is written
     */
    public void read(byte[] bytes, int length) throws IOException {
        int at = 0;
        while (at < length) {
            int lineTo = lineEnd(bytes, at, length);
            at = lineTo + LINE_END + line(bytes, at, lineTo);
        }
        if (at > length) {
            throw new ProtocolException("the client library wrote a part of a message");
        }
    }

    /** Looks at a line; how many bytes the message behind it has, with its line end. */
    private int line(byte[] bytes, int from, int to) throws IOException {
        if (startsWith(bytes, from, to, SUBSCRIBE)) {
            own = OwnSubscription.of(lastToken(bytes, from, to));
        } else if (startsWith(bytes, from, to, PUBLISH) || startsWith(bytes, from, to, PUBLISH_WITH_HEADERS)) {
            return number(lastToken(bytes, from, to)) + LINE_END;
        } else if (startsWith(bytes, from, to + LINE_END, PING)) {
            pinged = true;
        }
        return 0;
    }

    private static int lineEnd(byte[] bytes, int from, int to) throws IOException {
        for (int i = from; i + 1 < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        throw new ProtocolException("the client library wrote a part of a line");
    }

    private static String lastToken(byte[] bytes, int from, int to) {
        int begin = to;
        while (begin > from && bytes[begin - 1] != ' ') {
            begin--;
        }
        return new String(bytes, begin, to - begin, StandardCharsets.ISO_8859_1);
    }

    private static int number(String token) throws IOException {
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException e) {
            throw new IOException("the client library wrote a message without a length", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        return to - from >= text.length && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Our subscription to {@code $SYS.REQ.USER.AUTH}: the id that the server writes into each of its messages, and what the
     * lines of those messages begin with.
     */
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing, and changed by nobody
    record OwnSubscription(byte[] sid, byte[] plain, byte[] withHeaders) {
        static OwnSubscription of(String sid) {
            String names = " " + CalloutService.SUBJECT + " " + sid + " ";
            return new OwnSubscription(bytes(sid), bytes("MSG" + names), bytes("HMSG" + names));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
