package io.gatehouse.testbed;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;

/**
 * The ports that a server is asked to listen on, and those that it has written to its log, which are kept for its next start. Used by one
 * thread at a time.
 */
final class Listeners {
    private final ServerLog log;
    private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    private final Map<Listener, Integer> proposed = new EnumMap<>(Listener.class);

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

    /** The port that the server has told; empty if it has told none. */
    OptionalInt known(Listener listener) {
        Integer port = ports.get(listener);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The port of an earlier start, or a free one that stays free while the server is stopped. */
    int toAskFor(Listener listener) {
        Integer port = ports.get(listener);
        return port == null ? proposed.computeIfAbsent(listener, any -> KeptPort.free()) : port;
    }

    /** Asks for other ports at the next start, but for those that the server has told. */
    void proposeOthers() {
        proposed.clear();
    }

    /** A configuration text with each placeholder filled. */
    String fill(String text) {
        String filled = text;
        for (Listener listener : Listener.values()) {
            if (filled.contains(listener.placeholder())) {
                filled = filled.replace(listener.placeholder(), Integer.toString(toAskFor(listener)));
            }
        }
        return filled;
    }
}
