package io.gatehouse.load.rig;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How a process is started: its command, and environment variables in addition to ours, which may hold secrets. */
public record LaunchCommand(List<String> command, Map<String, String> environment) {
    public LaunchCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The variables' names only. */
    @Override
    public String toString() {
        return String.join(" ", command) + " with " + new TreeSet<>(environment.keySet());
    }
}
