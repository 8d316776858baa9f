package io.gatehouse.transport;

/**
 * The first line of a message, behind its subject: {@code sid [reply] bytes}, or with headers {@code sid [reply]
 * header-bytes all-bytes}. Kept and read again for each message, so that reading one makes no garbage.
 */
final class MessageLine {
    private static final int MAX_DIGITS = 9;

    private int replyFrom;
    private int replyTo;
    private int headers;
    private long total;
    private int end;

    /** Where each token begins and ends. */
    private final int[] tokens = new int[10];

    /**
     * Reads a line.
     *
     * @param lineStart where the line begins
     * @param from where its tokens of interest begin
     * @param to where its line end begins
     * @param plain whether it tells no length of headers
     * @return false when it is not as it should be
     */
    boolean read(byte[] bytes, int lineStart, int from, int to, boolean plain) {
        end = to;
        if (to <= lineStart || bytes[to] != '\r') {
            return false;
        }
        int count = split(bytes, from, to);
        int lengths = plain ? 1 : 2;
        if (count < 1 + lengths) {
            return false;
        }
        boolean reply = count > 1 + lengths;
        replyFrom = reply ? tokens[2 * (count - lengths - 1)] : to;
        replyTo = reply ? tokens[2 * (count - lengths - 1) + 1] : to;
        total = number(bytes, count - 1);
        headers = plain ? 0 : number(bytes, count - 2);
        return total >= 0 && headers >= 0 && headers <= total;
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
    long total() {
        return total;
    }

    /** Where the line end begins. */
    int end() {
        return end;
    }

    /** How many tokens there are; 0 when there are too many. */
    private int split(byte[] bytes, int from, int to) {
        int count = 0;
        int at = from;
        while (at < to) {
            while (at < to && isBlank(bytes[at])) {
                at++;
            }
            int begin = at;
            while (at < to && !isBlank(bytes[at])) {
                at++;
            }
            if (at > begin) {
                if (2 * count == tokens.length) {
                    return 0;
                }
                tokens[2 * count] = begin;
                tokens[2 * count + 1] = at;
                count++;
            }
        }
        return count;
    }

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

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
