package io.gatehouse.load.clients.wire;

import java.nio.charset.StandardCharsets;

/**
 * A control line of the server, without its line end.
 *
 * @param text what follows the verb; may be empty
 */
public record ServerLine(Verb verb, String text) {
    /** What a server says to a client that neither publishes nor subscribes. */
    public enum Verb {
        INFO,
        PING,
        PONG,
        OK,
        ERR,
        /** Anything else: no line that an idle client expects. */
        UNKNOWN
    }

    /** Reads a line; the verb's case does not matter. */
    static ServerLine parse(byte[] line, int length) {
        int end = 0;
        while (end < length && line[end] != ' ' && line[end] != '\t') {
            end++;
        }
        Verb verb = verb(new String(line, 0, end, StandardCharsets.US_ASCII));
        String text = verb == Verb.INFO || verb == Verb.ERR
                ? new String(line, end, length - end, StandardCharsets.UTF_8).strip()
                : "";
        return new ServerLine(verb, text);
    }

    private static Verb verb(String word) {
        for (Known known : Known.values()) {
            if (known.word.equalsIgnoreCase(word)) {
                return known.verb;
            }
        }
        return Verb.UNKNOWN;
    }

    private enum Known {
        INFO("INFO", Verb.INFO),
        PING("PING", Verb.PING),
        PONG("PONG", Verb.PONG),
        OK("+OK", Verb.OK),
        ERR("-ERR", Verb.ERR);

        private final String word;
        private final Verb verb;

        Known(String word, Verb verb) {
            this.word = word;
            this.verb = verb;
        }
    }
}
