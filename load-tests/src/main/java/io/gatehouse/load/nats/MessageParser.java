package io.gatehouse.load.nats;

import java.nio.charset.StandardCharsets;

/**
 * Takes apart what nats-server sends, in the buffer that it was read into. Nothing is copied and nothing allocated for a
 * message; only lines other than messages become texts. Not for several threads.
 */
final class MessageParser {
    /** Gets what came. */
    interface Handler {
        /**
         * A message. The buffer is only lent.
         *
         * @param subjectAt where the subject begins, up to subjectEnd
         * @param headerLength 0 without headers; they come before the body
         * @param bodyAt where the body begins, behind the headers
         */
        void message(byte[] buffer, int subjectAt, int subjectEnd, int headerLength, int bodyAt, int bodyLength);

        /** Any other line: INFO, PING, PONG, +OK, -ERR. */
        void line(String line) throws NatsException;
    }

    private final Handler handler;

    MessageParser(Handler handler) {
        this.handler = handler;
    }

    /**
     * Tells of everything that is complete.
     *
     * @return how far the buffer is used up; the rest begins something that is not there yet
     * @throws NatsException when it is not what a nats-server sends
     */
    int parse(byte[] buffer, int from, int to) throws NatsException {
        int at = from;
        while (at < to) {
            int lineEnd = lineEnd(buffer, at, to);
            if (lineEnd < 0) {
                return at;
            }
            boolean headers = buffer[at] == 'H' && startsWith(buffer, at, to, "HMSG ");
            if (headers || (buffer[at] == 'M' && startsWith(buffer, at, to, "MSG "))) {
                int next = message(buffer, at + (headers ? 5 : 4), lineEnd, to, headers);
                if (next < 0) {
                    return at;
                }
                at = next;
            } else {
                handler.line(new String(buffer, at, lineEnd - at, StandardCharsets.UTF_8));
                at = lineEnd + 2;
            }
        }
        return at;
    }

    /** Returns where the next one begins, or -1 when this one is not complete. */
    private int message(byte[] buffer, int subjectAt, int lineEnd, int to, boolean headers) throws NatsException {
        int totalAt = lastWord(buffer, subjectAt, lineEnd);
        int total = number(buffer, totalAt, lineEnd);
        int bodyAt = lineEnd + 2;
        if (bodyAt + total + 2 > to) {
            return -1;
        }
        int headerLength = 0;
        if (headers) {
            int headerEnd = totalAt - 1;
            headerLength = number(buffer, lastWord(buffer, subjectAt, headerEnd), headerEnd);
        }
        int subjectEnd = subjectAt;
        while (buffer[subjectEnd] != ' ') {
            subjectEnd++;
        }
        handler.message(buffer, subjectAt, subjectEnd, headerLength, bodyAt + headerLength, total - headerLength);
        return bodyAt + total + 2;
    }

    private static int lineEnd(byte[] buffer, int from, int to) {
        for (int i = from; i < to - 1; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] buffer, int at, int to, String word) {
        if (to - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (buffer[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int lastWord(byte[] buffer, int from, int end) throws NatsException {
        int at = end;
        while (at > from && buffer[at - 1] != ' ') {
            at--;
        }
        if (at == from) {
            throw new NatsException("not what a nats-server sends");
        }
        return at;
    }

    private static int number(byte[] buffer, int from, int end) throws NatsException {
        int number = 0;
        for (int i = from; i < end; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9 || end - from > 9) {
                throw new NatsException("not what a nats-server sends");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
