package io.gatehouse.load.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How many connections the kernel of this machine takes for a server before the server does ({@code net.core.somaxconn},
 * which nats-server asks for in full). Those are served in turn, so a long queue is full of clients that have gone.
 */
public final class AcceptQueue {
    /** What a server of a few cores can serve within half a second. */
    private static final int SHORT = 512;

    private AcceptQueue() {}

    /** The limit on this machine; empty where Linux's /proc is missing. */
    public static Optional<Integer> limit() {
        try {
            return Optional.of(Integer.valueOf(
                    Files.readString(Path.of("/proc/sys/net/core/somaxconn")).strip()));
        } catch (IOException | NumberFormatException unknown) {
            return Optional.empty();
        }
    }

    /** What to do about a limit; empty when nothing. */
    public static Optional<String> advice(int limit) {
        return limit <= SHORT
                ? Optional.empty()
                : Optional.of("The kernel takes up to " + limit
                        + " connections ahead of each server, so a server that is busy serves"
                        + " clients that have gone. With a shorter queue they come back sooner:"
                        + " sysctl -w net.core.somaxconn=256 (docs/guides/operating.md).");
    }
}
