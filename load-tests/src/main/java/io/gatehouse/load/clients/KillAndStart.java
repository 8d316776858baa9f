package io.gatehouse.load.clients;

import io.gatehouse.load.options.LoadException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Kills the broker's processes without a word to their clients, waits for their end, and runs a command that starts it
 * again; what the command starts is left running.
 */
final class KillAndStart implements BrokerControl {
    private static final long END_SECONDS = 10;

    private final List<Long> doomed;
    private final String command;
    private final BrokerPids where;
    private final List<Long> started = new ArrayList<>();

    KillAndStart(List<Long> doomed, String command, BrokerPids where) {
        this.doomed = List.copyOf(doomed);
        this.command = command;
        this.where = where;
    }

    @Override
    public void restart() {
        List<ProcessHandle> handles = doomed.stream().map(KillAndStart::handle).toList();
        handles.forEach(ProcessHandle::destroyForcibly);
        handles.forEach(KillAndStart::awaitEnd);
        started.add(Shell.launch("--start", command).pid());
    }

    /** Without a better word, the process of the command itself, which is the server when the command is "exec ...". */
    @Override
    public List<Long> pids() {
        return where.isEmpty() ? List.copyOf(started) : where.find();
    }

    private static ProcessHandle handle(long pid) {
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new LoadException("--kill-pid " + pid + ": there is no such process"));
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new LoadException("--kill-pid " + process.pid() + " has not ended within " + END_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while the broker was restarted", e);
        }
    }
}
