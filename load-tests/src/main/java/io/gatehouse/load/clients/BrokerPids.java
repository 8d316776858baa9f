package io.gatehouse.load.clients;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the broker's processes are found after a restart.
 *
 * @param files files that hold a pid each, as nats-server's {@code pid_file}
 * @param command prints pids, with blanks between them; null for none
 */
record BrokerPids(List<Path> files, @Nullable String command) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    BrokerPids {
        files = List.copyOf(files);
    }

    boolean isEmpty() {
        return files.isEmpty() && command == null;
    }

    /**
     * Looks now.
     *
     * @throws LoadException when a file or the command's output holds no pids
     */
    List<Long> find() {
        List<Long> pids = new ArrayList<>();
        for (Path file : files) {
            pids.addAll(parse("--server-pid-file " + file, read(file)));
        }
        if (command != null) {
            pids.addAll(parse("--server-pid-command", Shell.run("--server-pid-command", command, LIMIT)));
        }
        return pids;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LoadException("--server-pid-file " + file + " cannot be read: is it pid_file in server.conf?", e);
        }
    }

    private static List<Long> parse(String where, String text) {
        try {
            return Stream.of(text.strip().split("\\s+")).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new LoadException(where + " gives no pid", e);
        }
    }
}
