package io.gatehouse.transport;

import java.nio.charset.StandardCharsets;

/**
 * Makes of a message with headers one without, where it lies in the buffer. The client library's reader ends at the first
 * header that it does not like, and headers can be written by whoever may publish, so it is given none. Only a status is kept
 * ({@code NATS/1.0 503}, that nobody listens to a request), written anew.
 */
final class HeaderRemoval {
    private static final byte[] MESSAGE = ascii("MSG ");
    private static final byte[] MESSAGE_WITH_HEADERS = ascii("HMSG ");
    private static final byte[] STATUS = ascii("NATS/1.0 ");
    private static final byte[] STATUS_LENGTHS = ascii(" 16 16\r\n");
    private static final byte[] STATUS_END = ascii("\r\n\r\n\r\n");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final int STATUS_DIGITS = 3;
    /** The shortest block that has a status. */
    private static final int STATUS_BLOCK = 16;

    private HeaderRemoval() {}

    /**
     * Writes the message's end where it was, and its beginning further back.
     *
     * @param line what the message's first line says, read from its subject on
     * @return where the message begins now
     */
    static int rewrite(byte[] buffer, MessageLine line) {
        return hasStatus(buffer, line) ? statusOnly(buffer, line) : bodyOnly(buffer, line);
    }

    private static boolean hasStatus(byte[] buffer, MessageLine line) {
        int from = line.messageFrom();
        if (line.headers() < STATUS_BLOCK) {
            return false;
        }
        for (int i = 0; i < STATUS.length; i++) {
            if (buffer[from + i] != STATUS[i]) {
                return false;
            }
        }
        int digits = from + STATUS.length;
        for (int i = digits; i < digits + STATUS_DIGITS; i++) {
            if (buffer[i] < '0' || buffer[i] > '9') {
                return false;
            }
        }
        byte behind = buffer[digits + STATUS_DIGITS];
        return behind == '\r' || behind == ' ';
    }

    /** A status has no body; what it says in words belongs to its number. */
    private static int statusOnly(byte[] buffer, MessageLine line) {
        int at = line.messageFrom() + STATUS.length;
        byte[] digits = {buffer[at], buffer[at + 1], buffer[at + 2]};
        at = before(line.messageTo() + LINE_END.length, buffer, STATUS_END);
        at = before(at, buffer, digits);
        at = before(at, buffer, STATUS);
        at = before(at, buffer, STATUS_LENGTHS);
        return namesBefore(at, buffer, line, MESSAGE_WITH_HEADERS);
    }

    private static int bodyOnly(byte[] buffer, MessageLine line) {
        int bodyFrom = line.messageFrom() + line.headers();
        int at = before(bodyFrom, buffer, LINE_END);
        at = before(at, buffer, ascii(" " + (line.total() - line.headers())));
        return namesBefore(at, buffer, line, MESSAGE);
    }

    /** Moves subject, id and reply subject, which is safe: what was written before is shorter than what was there. */
    private static int namesBefore(int to, byte[] buffer, MessageLine line, byte[] operation) {
        int length = line.namesTo() - line.namesFrom();
        System.arraycopy(buffer, line.namesFrom(), buffer, to - length, length);
        return before(to - length, buffer, operation);
    }

    private static int before(int to, byte[] buffer, byte[] text) {
        System.arraycopy(text, 0, buffer, to - text.length, text.length);
        return to - text.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
