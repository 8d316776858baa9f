package io.gatehouse.testbed;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One life of a server's process: its output goes to a file and to the log, and it never outlives this JVM. */
final class ServerProcess {
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

    static ServerProcess start(List<String> command, Path folder, ServerLog log, Path logFile) {
        Process process = process(command, folder);
        ALIVE.add(process);
        log.begin();
        Thread pump = new Thread(() -> pump(process, log, logFile), "nats-server-" + process.pid() + "-log");
        pump.setDaemon(true);
        pump.start();
        return new ServerProcess(process, pump);
    }

    private static Process process(List<String> command, Path folder) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    private static void pump(Process process, ServerLog log, Path logFile) {
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter out =
                        Files.newBufferedWriter(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                log.add(line);
                out.write(line);
                out.newLine();
                if (!in.ready()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            log.add("The testbed can no longer read this log: " + e);
        } finally {
            log.end();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * Asks it to end, and ends it when it has not done so in time. The handle, unlike the process itself, leaves the
     * output open, so that the last lines are read.
     */
    void stop(Duration limit) {
        process.toHandle().destroy();
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
