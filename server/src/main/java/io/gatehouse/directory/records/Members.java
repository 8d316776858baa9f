package io.gatehouse.directory.records;

import java.util.Arrays;

/**
 * Takes apart a JSON object whose members are objects: each is the bytes from the first quote of its name to the last brace of its
 * value. What is in between is not looked at, so that whoever wants to know whether it is JSON has to read it. Used by one thread.
 */
public final class Members {
    /** The longest member, in bytes. */
    public static final int MAX_LENGTH = 1024 * 1024;

    private final Taker taker;
    private State state = State.START;
    private boolean escaped;
    private int depth;
    private byte[] begun = new byte[1024];
    private int length;

    /** Where in the object the next byte is. */
    private enum State {
        START,
        FIRST,
        NAME,
        COLON,
        VALUE,
        INSIDE,
        TEXT,
        AFTER,
        NEXT,
        END,
        OTHER
    }

    /** Gets the members in their order. */
    @FunctionalInterface
    public interface Taker {
        /**
         * A member; the bytes are only lent.
         *
         * @return whether the next one is wanted
         */
        boolean member(byte[] bytes, int from, int to);
    }

    public Members(Taker taker) {
        this.taker = taker;
    }

    /**
     * Takes more bytes of the object.
     *
     * @return false once it is none whose members are objects, one is too long, or no more are wanted
     */
    public boolean take(byte[] block, int from, int to) {
        int begin = from;
        for (int i = from; i < to && state != State.OTHER; i++) {
            State before = state;
            state = next(block[i]);
            if (state == State.NAME && before != State.NAME) {
                begin = i;
            } else if (state == State.AFTER && before == State.INSIDE && !end(block, begin, i + 1)) {
                state = State.OTHER;
            }
        }
        if (isInMember() && !append(block, begin, to)) {
            state = State.OTHER;
        }
        return state != State.OTHER;
    }

    /** Whether the object has come to its end. */
    public boolean isComplete() {
        return state == State.END;
    }

    private boolean isInMember() {
        return switch (state) {
            case NAME, COLON, VALUE, INSIDE, TEXT -> true;
            case START, FIRST, AFTER, NEXT, END, OTHER -> false;
        };
    }

    private State next(byte b) {
        return switch (state) {
            case NAME -> text(b, State.NAME, State.COLON);
            case TEXT -> text(b, State.TEXT, State.INSIDE);
            case INSIDE -> inside(b);
            default -> isBlank(b) ? state : between(b);
        };
    }

    private State between(byte b) {
        return switch (state) {
            case START -> b == '{' ? State.FIRST : State.OTHER;
            case FIRST -> b == '"' ? State.NAME : b == '}' ? State.END : State.OTHER;
            case NEXT -> b == '"' ? State.NAME : State.OTHER;
            case COLON -> b == ':' ? State.VALUE : State.OTHER;
            case VALUE -> b == '{' ? inside(b) : State.OTHER;
            case AFTER -> b == ',' ? State.NEXT : b == '}' ? State.END : State.OTHER;
            default -> State.OTHER;
        };
    }

    private State text(byte b, State within, State behind) {
        if (escaped) {
            escaped = false;
            return within;
        }
        escaped = b == '\\';
        return b == '"' ? behind : within;
    }

    private State inside(byte b) {
        switch (b) {
            case '"' -> {
                return State.TEXT;
            }
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {}
        }
        return depth == 0 ? State.AFTER : State.INSIDE;
    }

    private boolean end(byte[] block, int from, int to) {
        if (length == 0) {
            return taker.member(block, from, to);
        }
        boolean wanted = append(block, from, to) && taker.member(begun, 0, length);
        length = 0;
        return wanted;
    }

    private boolean append(byte[] block, int from, int to) {
        int longer = length + to - from;
        if (longer > MAX_LENGTH) {
            return false;
        }
        if (longer > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(longer, 2 * begun.length));
        }
        System.arraycopy(block, from, begun, length, to - from);
        length = longer;
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
