package io.gatehouse.load.clients;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Kills the broker's processes without a word to their clients, waits for their end, and runs a command that starts it
 * again; what the command starts is left running.
 */
final class KillAndStart implements BrokerControl {
    private static final long END_SECONDS = 10;
    private static final long POLL_NANOS = 2_000_000;

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

    /** The JDK's own way looks once a second, if the process is not a child of ours. */
    private static void awaitEnd(ProcessHandle process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (process.isAlive() && !isZombie(process.pid())) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                throw new LoadException("--kill-pid " + process.pid() + " has not ended within " + END_SECONDS + " s");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Dead with all its threads, but its parent has not asked for its end: its connections and ports are free. */
    private static boolean isZombie(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            return threads.count() == 1 && stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return false;
        }
    }
}
