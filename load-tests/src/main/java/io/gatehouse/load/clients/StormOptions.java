package io.gatehouse.load.clients;

import io.gatehouse.load.options.DurationConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the reconnect storm; a picocli mixin. */
final class StormOptions {
    @Option(names = "--storm", description = "Restart the broker and watch the clients come back.")
    private boolean storm;

    @Option(
            names = "--restart",
            paramLabel = "COMMAND",
            description = "Restarts the broker; run with sh -c, ended when the broker is on its way.")
    private @Nullable String restart;

    @Option(
            names = "--kill-pid",
            paramLabel = "PID",
            split = ",",
            description = "The broker's process, killed (SIGKILL) instead of --restart; then --start is run.")
    private List<Long> killPids = new ArrayList<>();

    @Option(
            names = "--start",
            paramLabel = "COMMAND",
            description = "Starts the broker again after --kill-pid; run with sh -c and left running.")
    private @Nullable String start;

    @Option(
            names = "--storm-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "120s",
            description = "How long to wait for the last client. Default: 120s")
    private Duration limit = Duration.ofMinutes(2);

    @Option(
            names = "--server-pid-file",
            paramLabel = "FILE",
            split = ",",
            description = "Holds the broker's pid after the restart (pid_file in server.conf), so that its CPU time"
                    + " can be measured.")
    private List<Path> pidFiles = new ArrayList<>();

    @Option(
            names = "--server-pid-command",
            paramLabel = "COMMAND",
            description = "Prints the broker's pid after the restart; instead of --server-pid-file.")
    private @Nullable String pidCommand;

    boolean isWanted() {
        return storm;
    }

    Duration limit() {
        return limit;
    }

    /**
     * What restarts the broker.
     *
     * @throws IllegalArgumentException when the options do not say
     */
    BrokerControl broker() {
        BrokerPids pids = new BrokerPids(pidFiles, pidCommand);
        if (restart != null && killPids.isEmpty() && start == null) {
            return new CommandRestart(restart, limit, pids);
        }
        if (restart == null && !killPids.isEmpty() && start != null) {
            return new KillAndStart(killPids, start, pids);
        }
        throw new IllegalArgumentException(
                "--storm needs to know how the broker is restarted: either --restart, or --kill-pid with --start");
    }

    /** The broker's processes as far as they are known before the restart. */
    List<Long> knownPids() {
        return killPids;
    }
}
