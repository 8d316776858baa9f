package io.gatehouse.load.options;

import io.gatehouse.load.clients.policy.ClientLibrary;
import io.gatehouse.load.clients.policy.ReconnectPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which library's rules clients come back, and what an application may set of them; a picocli mixin. */
public final class ReconnectOptions {
    @Option(
            names = "--policy",
            paramLabel = "LIBRARY",
            defaultValue = "nats.go",
            description =
                    "The library whose rules of reconnecting and giving up apply: nats.go (default), jnats or nats.js.")
    private String library = "";

    @Option(
            names = "--reconnect-wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a client waits before it reconnects. Default: the library's, 2s")
    private @Nullable Duration wait;

    @Option(
            names = "--reconnect-jitter",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "By how much the waits differ at most. Default: the library's, 100ms")
    private @Nullable Duration jitter;

    @Option(
            names = "--max-reconnects",
            paramLabel = "N",
            description = "After how many attempts at a server a client gives up; -1 for never. Default: the library's,"
                    + " 60 (nats.js: 10)")
    private @Nullable Integer maxReconnects;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long an attempt may take. Default: the library's, 2s (nats.js: 20s)")
    private @Nullable Duration connectTimeout;

    /**
     * The rules.
     *
     * @throws IllegalArgumentException when an option cannot be used
     */
    public ReconnectPolicy policy() {
        ReconnectPolicy chosen = ClientLibrary.named(library).policy();
        chosen = wait == null ? chosen : chosen.withWait(wait);
        chosen = jitter == null ? chosen : chosen.withJitter(jitter);
        chosen = maxReconnects == null ? chosen : chosen.withMaxReconnects(maxReconnects);
        return connectTimeout == null ? chosen : chosen.withConnectTimeout(connectTimeout);
    }
}
