package io.gatehouse.transport;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where our reading of a stream differs from that of the client library alone, on purpose. Each makes bytes, and what the
 * client library would have to be given to hear what Gatehouse hears.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without a state
enum WantedDifference {
    /** Headers of others' messages at which the library's reader ends: the message is handed on without them. */
    ODD_HEADERS_OF_OTHERS(w -> {
        String names = w.others() + w.reply();
        String body = w.body();
        return new Pair(w.message(names, w.oddHeaders(), body), w.message(names, body));
    }),
    /** The same in a request: it is taken as if they were not there. */
    ODD_HEADERS_OF_A_REQUEST(w -> {
        String names = w.ours() + w.reply();
        String body = w.body();
        return new Pair(w.message(names, w.oddHeaders(), body), w.message(names, body));
    }),
    /** A status that is not three digits is none. */
    UNUSUAL_STATUS(w -> {
        String names = w.others() + w.reply();
        String body = w.body();
        String headers = "NATS/1.0" + w.any(List.of(" 5", " +50", "  503", " 0503", " 5 text")) + "\r\n\r\n";
        return new Pair(w.message(names, headers, body), w.message(names, body));
    }),
    /** A status is read by its number only, and has neither further headers nor a body. */
    STATUS_WITH_MORE(w -> {
        String names = w.others() + w.reply();
        String headers =
                "NATS/1.0 503" + w.any(List.of("\r\nno colon\r\n\r\n", " text\r\nA", " text", "\r\n: x\r\n\r\n"));
        String padded = headers + "x".repeat(Math.max(0, 16 - headers.length()));
        return new Pair(w.message(names, padded, w.body()), w.message(names, "NATS/1.0 503\r\n\r\n", ""));
    }),
    /** Operations are in capitals. */
    SMALL_LETTERS(w -> new Pair(
            w.any(List.of(
                    "msg a 8 1\r\nx\r\n",
                    "Ping\r\n",
                    "hMSG a 8 12 13\r\nNATS/1.0\r\n\r\nx\r\n",
                    "pong\r\n",
                    "+ok\r\n")),
            null)),
    /** One blank stands between two parts of a message's line, and nothing behind the last one. */
    BLANKS(w -> new Pair(
            w.any(List.of(
                    "MSG a 8 1 \r\nx\r\n",
                    "MSG a 8 r 1\t\r\nx\r\n",
                    "MSG " + w.ours() + " r  1\r\nx\r\n",
                    "MSG  a 8 1\r\nx\r\n",
                    "HMSG a 8 12 13 \r\nNATS/1.0\r\n\r\nx\r\n",
                    "MSG " + w.ours() + " \r\n\r\n")),
            null)),
    /** A message's line has no more parts than it can have. */
    MORE_PARTS(w -> new Pair(
            w.any(List.of(
                    "MSG a 8 r 1 junk\r\nx\r\n",
                    "HMSG a 8 r 12 13 junk\r\nNATS/1.0\r\n\r\nx\r\n",
                    "MSG " + w.ours() + " r 1 2\r\nx\r\n")),
            null)),
    /** A length is up to nine digits. */
    LENGTHS(w -> new Pair(
            w.any(List.of(
                    "MSG a 8 0000000001\r\nx\r\n",
                    "MSG a 8 1/2\r\nx\r\n",
                    "MSG " + w.ours() + " r /2\r\nx\r\n",
                    "MSG a 8 .3\r\nx\r\n",
                    "MSG a 8 2147483648\r\nx\r\n",
                    "HMSG a 8 0000000012 13\r\nNATS/1.0\r\n\r\nx\r\n")),
            null)),
    /** A line feed without a carriage return is no part of a subject. */
    LINE_FEED(w -> new Pair(
            w.any(List.of("MSG a\nb 8 1\r\nx\r\n", "MSG a 8 r\n 1\r\nx\r\n", "MSG " + w.ours() + " r\ns 1\r\nx\r\n")),
            null)),
    /** A headers' length beyond the message's ends the connection, and not only the reader. */
    HEADERS_LONGER_THAN_ALL(w -> new Pair("HMSG " + w.others() + " 14 13\r\nNATS/1.0\r\n\r\nxx\r\n", null)),
    /** A line for the library that it has no room for is dropped with its message. */
    LONG_LINE(w -> {
        String names = "s".repeat(RequestSifter.MAX_LIBRARY_LINE) + " 8";
        return new Pair(w.oneIn(2) ? w.message(names, w.body()) : w.message(names, w.headers(), w.body()), "");
    }),
    /** A request whose reply subject is too long for a server's line cannot be answered. */
    LONG_REPLY(w -> {
        String body = w.body();
        String ours = w.ours();
        return new Pair(w.message(ours + " " + "r".repeat(Frame.MAX_REPLY + 1), body), w.message(ours, body));
    }),
    /** A message over 512 KiB is not kept: of a request its length is, of others nothing. */
    LARGE(w -> {
        String body = "PING\r\nMSG $SYS.REQ.USER.AUTH 7 r 1\r\nx\r\n".repeat(RequestSifter.MAX_MESSAGE / 30);
        String message = w.message(w.oneIn(2) ? w.ours() : w.others(), body);
        return new Pair(message, message);
    }),
    /** A PING's like, whose text is left out, is none. */
    ERROR_WITHOUT_TEXT(w -> new Pair(w.any(List.of("-ERR\r\n", "INFO\r\n")), null));

    private final Function<WireBytes, Pair> maker;

    WantedDifference(Function<WireBytes, Pair> maker) {
        this.maker = maker;
    }

    Pair make(WireBytes bytes) {
        return maker.apply(bytes);
    }

    /**
     * Bytes of a stream.
     *
     * @param equivalent what the client library takes for the same; null where Gatehouse ends the connection
     */
    record Pair(String raw, @Nullable String equivalent) {}
}
