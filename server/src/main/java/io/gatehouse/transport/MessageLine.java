package io.gatehouse.transport;

/**
 * The first line of a message, behind its operation: {@code subject sid [reply] bytes}, or with headers {@code subject sid
 * [reply] header-bytes all-bytes}; or behind its subject. Kept and read again for each message, so that reading one makes no
 * garbage.
 */
final class MessageLine {
    private static final int MAX_DIGITS = 9;
    private static final int MAX_TOKENS = 5;

    /** Where each token begins and ends. */
    private final int[] tokens = new int[2 * MAX_TOKENS];

    private int replyFrom;
    private int replyTo;
    private int headers;
    private int total;
    private int end;

    /** What was found. */
    enum Reading {
        /** A whole line that is as it should be. */
        GOOD,
        /** The line does not end within what is there. */
        CUT,
        /** A line that we do not understand. */
        WRONG
    }

    /**
     * Reads a line, once over.
     *
     * @param from where its tokens of interest begin
     * @param to where what has been read ends
     * @param lengths 1, or 2 when the line tells a length of headers too
     * @param most how many tokens there can be
     */
    Reading read(byte[] bytes, int from, int to, int lengths, int most) {
        int count = 0;
        int at = from;
        while (at < to) {
            byte octet = bytes[at];
            if (octet == '\r') {
                end = at;
                return at + 1 == to
                        ? Reading.CUT
                        : bytes[at + 1] == '\n' ? parts(bytes, count, lengths, most) : Reading.WRONG;
            }
            if (octet == ' ' || octet == '\t') {
                at++;
                continue;
            }
            if (count == MAX_TOKENS || octet == '\n') {
                return Reading.WRONG;
            }
            int begin = at;
            while (at < to && bytes[at] > ' ') {
                at++;
            }
            if (at == begin) {
                return Reading.WRONG;
            }
            tokens[2 * count] = begin;
            tokens[2 * count + 1] = at;
            count++;
        }
        return Reading.CUT;
    }

    private Reading parts(byte[] bytes, int count, int lengths, int most) {
        if (count != most && count != most - 1) {
            return Reading.WRONG;
        }
        boolean reply = count == most;
        int token = 2 * (count - lengths - 1);
        replyFrom = reply ? tokens[token] : end;
        replyTo = reply ? tokens[token + 1] : end;
        total = number(bytes, count - 1);
        headers = lengths == 1 ? 0 : number(bytes, count - 2);
        return total >= 0 && headers >= 0 && headers <= total ? Reading.GOOD : Reading.WRONG;
    }

    int replyFrom() {
        return replyFrom;
    }

    int replyTo() {
        return replyTo;
    }

    /** How many bytes of the message are headers. */
    int headers() {
        return headers;
    }

    /** How many bytes the message has, headers included. */
    int total() {
        return total;
    }

    /** Where the message itself begins, behind the line's end. */
    int messageFrom() {
        return end + 2;
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
