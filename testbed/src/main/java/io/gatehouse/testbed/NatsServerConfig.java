package io.gatehouse.testbed;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a nats-server is started with: a configuration text, or a file that is already there.
 *
 * <p>A text may hold {@code ${dir}}, the server's own folder (removed when it is closed), and {@code
 * ${websocket.port}}, {@code ${mqtt.port}}, {@code ${leafnode.port}}, {@code ${monitor.port}} and {@code
 * ${cluster.port}}: a free port, which it keeps when restarted. The port for clients is always such a one, whatever the
 * configuration says, and always on 127.0.0.1. A text must not set {@code log_file}.
 *
 * @param text the configuration; null if a file is used
 * @param file a configuration file, read where it lies; null if a text is used
 * @param arguments more arguments for the command line
 */
public record NatsServerConfig(
        @Nullable String text, @Nullable Path file, List<String> arguments) {

    public NatsServerConfig {
        arguments = List.copyOf(arguments);
        if ((text == null) == (file == null)) {
            throw new IllegalArgumentException("Either a text or a file");
        }
    }

    public static NatsServerConfig text(String text) {
        return new NatsServerConfig(text, null, List.of());
    }

    public static NatsServerConfig file(Path file) {
        return new NatsServerConfig(null, file.toAbsolutePath(), List.of());
    }

    /** Debug and trace lines in the server's log. */
    public NatsServerConfig debug() {
        return with("-DV");
    }

    public NatsServerConfig with(String... more) {
        return new NatsServerConfig(
                text, file, Stream.concat(arguments.stream(), Stream.of(more)).toList());
    }
}
