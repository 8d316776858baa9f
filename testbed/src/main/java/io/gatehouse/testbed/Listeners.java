package io.gatehouse.testbed;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;

/** The ports that a server has written to its log, kept for its next start. Used by one thread at a time. */
final class Listeners {
    static final int CHOSEN_BY_THE_SERVER = -1;

    private final ServerLog log;
    private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);

    Listeners(ServerLog log) {
        this.log = log;
    }

    /** Reads the port from the log; empty if the server does not tell it in time. */
    OptionalInt await(Listener listener, long mark, Duration limit) {
        return log.find(listener.line(), mark, limit)
                .map(line -> port(listener, line))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private int port(Listener listener, String line) {
        Matcher matcher = listener.line().matcher(line);
        if (!matcher.find()) {
            throw new IllegalArgumentException("Not a line that tells a port: " + line);
        }
        int port = Integer.parseInt(matcher.group(1));
        ports.put(listener, port);
        return port;
    }

    /** Keeps every port that is known by now. */
    void keepKnown(long mark) {
        for (Listener listener : Listener.values()) {
            await(listener, mark, Duration.ZERO);
        }
    }

    /** The port of an earlier start, or the number that lets the server choose. */
    int toAskFor(Listener listener) {
        return ports.getOrDefault(listener, CHOSEN_BY_THE_SERVER);
    }

    /** A configuration text with each placeholder filled. */
    String fill(String text) {
        String filled = text;
        for (Listener listener : Listener.values()) {
            filled = filled.replace(listener.placeholder(), Integer.toString(toAskFor(listener)));
        }
        return filled;
    }
}
