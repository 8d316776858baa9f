package io.gatehouse.transport;

/** The operation that a line from nats-server begins with, in capitals as it writes them. */
public enum Operation {
    MSG("MSG", false),
    HMSG("HMSG", false),
    PING("PING", true),
    PONG("PONG", true),
    INFO("INFO", false),
    OK("+OK", true),
    ERR("-ERR", false),
    /** Too little has been read to tell. */
    CUT("", false),
    /** None of them. */
    UNKNOWN("", false);

    private static final Operation[] KNOWN = {MSG, HMSG, PING, PONG, INFO, OK, ERR};

    private final String word;
    private final boolean endsLine;

    /** @param endsLine whether the line may end behind it */
    Operation(String word, boolean endsLine) {
        this.word = word;
        this.endsLine = endsLine;
    }

    /** How many bytes it has with the blank behind it. */
    public int length() {
        return word.length() + 1;
    }

    /** The operation of the line that begins at a place. */
    public static Operation at(byte[] bytes, int from, int to) {
        for (Operation operation : KNOWN) {
            int same = operation.commonPrefix(bytes, from, to);
            if (from + same == to) {
                return CUT;
            }
            if (same == operation.word.length() && operation.mayPrecede(bytes[from + same])) {
                return operation;
            }
        }
        return UNKNOWN;
    }

    private int commonPrefix(byte[] bytes, int from, int to) {
        int most = Math.min(word.length(), to - from);
        int same = 0;
        while (same < most && bytes[from + same] == word.charAt(same)) {
            same++;
        }
        return same;
    }

    private boolean mayPrecede(byte octet) {
        return octet == ' ' || octet == '\t' || (endsLine && octet == '\r');
    }
}
