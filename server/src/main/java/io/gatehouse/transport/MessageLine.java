package io.gatehouse.transport;

import java.util.Arrays;

/**
 * The first line of a message, behind its operation: {@code subject sid [reply] bytes}, or with headers {@code subject sid
 * [reply] header-bytes all-bytes}; or behind its subject and id. Its tokens may hold any byte but space, tab, CR and LF, for
 * subjects are chosen by whoever publishes, and one blank stands between two of them. Kept and read again for each message,
 * so that reading one makes no garbage.
 */
public final class MessageLine {
    private static final int MAX_DIGITS = 9;
    private static final int MAX_TOKENS = 5;

    /** Where each token begins and ends. */
    private final int[] tokens = new int[2 * MAX_TOKENS];

    private int sid;
    private int replyFrom;
    private int replyTo;
    private int namesTo;
    private int headers;
    private int total;
    private int end;

    /** What was found. */
    public enum Reading {
        /** A whole line that is as it should be. */
        GOOD,
        /** The line does not end within what is there. */
        CUT,
        /** A line that is not understood. */
        WRONG
    }

    /**
     * Reads a line, once over.
     *
     * @param from where its tokens of interest begin
     * @param to where what has been read ends
     * @param named whether subject and id have been read before
     * @param lengths 1, or 2 when the line tells a length of headers too
     */
    public Reading read(byte[] bytes, int from, int to, boolean named, int lengths) {
        int count = 0;
        int begin = from;
        for (int at = from; at < to; at++) {
            byte octet = bytes[at];
            if (octet > ' ' || !endsToken(octet)) {
                continue;
            }
            if (at == begin || count == MAX_TOKENS) {
                return Reading.WRONG;
            }
            tokens[2 * count] = begin;
            tokens[2 * count + 1] = at;
            count++;
            begin = at + 1;
            if (octet == '\r') {
                return begin == to ? Reading.CUT : parts(bytes, at, count, named ? 0 : 2, lengths);
            }
            if (octet == '\n') {
                return Reading.WRONG;
            }
        }
        return Reading.CUT;
    }

    private static boolean endsToken(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    private Reading parts(byte[] bytes, int lineEnd, int count, int names, int lengths) {
        int replies = count - names - lengths;
        if (bytes[lineEnd + 1] != '\n' || (replies != 0 && replies != 1)) {
            return Reading.WRONG;
        }
        end = lineEnd;
        sid = 2 * (names - 1);
        int reply = 2 * names;
        replyFrom = replies == 1 ? tokens[reply] : end;
        replyTo = replies == 1 ? tokens[reply + 1] : end;
        namesTo = names == 0 ? end : tokens[2 * (names + replies) - 1];
        total = number(bytes, count - 1);
        headers = lengths == 1 ? 0 : number(bytes, count - 2);
        return total >= 0 && headers >= 0 && headers <= total ? Reading.GOOD : Reading.WRONG;
    }

    /** Whether it is for a subscription; asked only of a line that was read from its subject on. */
    boolean isFor(byte[] bytes, byte[] subscription) {
        return Arrays.equals(bytes, tokens[sid], tokens[sid + 1], subscription, 0, subscription.length);
    }

    /** Where subject, id and reply subject begin, which follow one another; of a line that was read from its subject on. */
    public int namesFrom() {
        return tokens[0];
    }

    /** Where the subject ends; of a line that was read from its subject on. */
    public int subjectTo() {
        return tokens[1];
    }

    /** Where subject, id and reply subject end. */
    int namesTo() {
        return namesTo;
    }

    int replyFrom() {
        return replyFrom;
    }

    int replyTo() {
        return replyTo;
    }

    /** How many bytes of the message are headers. */
    public int headers() {
        return headers;
    }

    /** How many bytes the message has, headers included. */
    public int total() {
        return total;
    }

    /** Where the message itself begins, behind the line's end. */
    public int messageFrom() {
        return end + 2;
    }

    /** Where the message ends, and its line end begins. */
    public int messageTo() {
        return end + 2 + total;
    }

    /** The number that a token is; -1 when it is none. */
    private int number(byte[] bytes, int token) {
        int from = tokens[2 * token];
        int to = tokens[2 * token + 1];
        if (to - from > MAX_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
