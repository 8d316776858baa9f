package io.gatehouse.cli.check.conf;

/**
 * A token of nats-server's configuration text.
 *
 * @param text the key, the value's text or the file to include; empty for marks
 * @param line where it begins, from 1
 */
record ConfToken(Kind kind, String text, int line) {
    /** The kinds of tokens. */
    enum Kind {
        KEY,
        TEXT,
        SWITCH,
        INTEGER,
        DECIMAL,
        DATE,
        VARIABLE,
        INCLUDE,
        MAP_START,
        MAP_END,
        ARRAY_START,
        ARRAY_END,
        COMMENT,
        END
    }
}
