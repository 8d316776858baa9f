package io.gatehouse.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One life of a server's process: its output goes to the log, and it never outlives this JVM. */
public final class ServerProcess {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ServerProcess::killAll, "testbed-kill-servers"));
    }

    private final Process process;
    private final Thread pump;

    private ServerProcess(Process process, Thread pump) {
        this.process = process;
        this.pump = pump;
    }

    /**
     * Starts one, with nothing on its input.
     *
     * @param log gets every line that it prints
     * @param copy a file that gets them as well; null for none
     * @throws UncheckedIOException when it cannot be started
     */
    public static ServerProcess start(ProcessBuilder command, ServerLog log, @Nullable Path copy) {
        try {
            Process process = command.redirectErrorStream(true).start();
            process.getOutputStream().close();
            ALIVE.add(process);
            log.begin();
            Thread pump = new Thread(() -> pump(process, log, copy), "testbed-log-of-" + process.pid());
            pump.setDaemon(true);
            pump.start();
            return new ServerProcess(process, pump);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.command().get(0) + ": " + e.getMessage(), e);
        }
    }

    private static void pump(Process process, ServerLog log, @Nullable Path copy) {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
                Writer out = copy == null
                        ? Writer.nullWriter()
                        : Files.newBufferedWriter(copy, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line + System.lineSeparator());
                out.flush();
                // Whoever waits for the line finds it in the copy too.
                log.add(line);
            }
        } catch (IOException e) {
            log.add("The testbed can no longer read this log: " + e);
        } finally {
            log.end();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it ended with. */
    public int exitValue() {
        return process.exitValue();
    }

    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * Asks it to end, and ends it when it has not done so in time. The handle, unlike the process itself, leaves the
     * output open, so that the last lines are read.
     */
    public void stop(Duration limit) {
        process.toHandle().destroy();
        if (!hasEndedWithin(limit)) {
            kill();
        }
        settle();
    }

    /** Waits until it has ended by itself, and ends it when it has not done so in time. */
    void awaitEnd(Duration limit) {
        if (!hasEndedWithin(limit)) {
            kill();
        }
        settle();
    }

    void kill() {
        process.toHandle().destroyForcibly();
        hasEndedWithin(Duration.ofSeconds(10));
        settle();
    }

    private boolean hasEndedWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until the last line has been read. */
    private void settle() {
        ALIVE.remove(process);
        try {
            pump.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void killAll() {
        ALIVE.forEach(Process::destroyForcibly);
    }
}
