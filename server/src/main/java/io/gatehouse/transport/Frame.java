package io.gatehouse.transport;

import io.gatehouse.pipeline.message.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A message as the server sent it: the reply subject, the headers and the body, one after another in one array. */
final class Frame implements Envelope {
    private static final byte[] XKEY_NAME = "\r\nNats-Server-Xkey:".getBytes(StandardCharsets.US_ASCII);

    /** A longer one could not be written in a line that every server takes: {@code max_control_line} is 4,096 by default. */
    static final int MAX_REPLY = 4000;

    private final @Nullable RequestPort origin;
    private byte[] bytes;
    private final int headersFrom;
    private int bodyFrom;

    /**
     * @param origin the connection that brought it, which alone can take the answer; null when the client library read it
     * @param headersFrom where the reply subject ends and the headers begin
     * @param bodyFrom where the headers end and the body begins; the same when there are no headers
     */
    Frame(@Nullable RequestPort origin, byte[] bytes, int headersFrom, int bodyFrom) {
        this.origin = origin;
        this.bytes = bytes;
        this.headersFrom = headersFrom;
        this.bodyFrom = bodyFrom;
    }

    @Nullable RequestPort origin() {
        return origin;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int bodyFrom() {
        return bodyFrom;
    }

    @Override
    public void releaseBody() {
        bytes = Arrays.copyOf(bytes, headersFrom);
        bodyFrom = headersFrom;
    }

    @Override
    public int weight() {
        return bytes.length;
    }

    /** Each byte is a character of its own, and becomes the same byte again in the line of the answer. */
    @Override
    public @Nullable String replyTo() {
        return headersFrom == 0 || headersFrom > MAX_REPLY ? null : text(0, headersFrom);
    }

    /** The first header of that name, as nats-server writes it; whatever else is in the headers is not looked at. */
    @Override
    public @Nullable String serverXkey() {
        int name = indexOf(XKEY_NAME, headersFrom, bodyFrom);
        if (name < 0) {
            return null;
        }
        int from = name + XKEY_NAME.length;
        int to = from;
        while (to < bodyFrom && bytes[to] != '\r') {
            to++;
        }
        while (from < to && bytes[from] == ' ') {
            from++;
        }
        while (to > from && bytes[to - 1] == ' ') {
            to--;
        }
        return text(from, to);
    }

    private int indexOf(byte[] wanted, int from, int to) {
        for (int i = from; i + wanted.length <= to; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
