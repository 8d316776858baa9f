package io.gatehouse.cli.init;

/** Texts of nats-server's configuration format. */
final class Conf {
    private Conf() {}

    /** A text in double quotes: no variable, and no end before its end. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
