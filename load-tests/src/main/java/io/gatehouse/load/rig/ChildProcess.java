package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service in a process of its own, which never outlives this JVM. */
public final class ChildProcess implements AutoCloseable {
    private static final String READY = "Ready";
    private static final Duration READY_LIMIT = Duration.ofMinutes(5); // a launcher may have to build first
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int LINES_KEPT = 30;
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "rig-kill-services"));
    }

    private final String name;
    private final Process process;
    private final CountDownLatch readyOrEnded = new CountDownLatch(1);
    private final Deque<String> lastLines = new ArrayDeque<>();
    private volatile boolean ready;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts it and returns once it is ready.
     *
     * @throws LoadException when it does not start; the message shows the end of its output
     */
    public static ChildProcess start(String name, LaunchCommand launch) {
        ChildProcess service = launch(name, launch);
        service.awaitReady();
        return service;
    }

    /** Starts it. */
    public static ChildProcess launch(String name, LaunchCommand launch) {
        ChildProcess service = new ChildProcess(name, process(name, launch));
        ALIVE.add(service.process);
        Thread pump = new Thread(service::readOutput, "output-of-" + name);
        pump.setDaemon(true);
        pump.start();
        return service;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Checks that it still runs.
     *
     * @throws LoadException when it has ended; the message shows the end of its output
     */
    public void check() {
        if (!process.isAlive()) {
            throw new LoadException(name + " has ended with " + process.exitValue() + ":\n  " + tail());
        }
    }

    /** The last lines of its output. */
    public String tail() {
        synchronized (lastLines) {
            return String.join("\n  ", lastLines);
        }
    }

    /** SIGTERM, and SIGKILL when that is not enough. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            ALIVE.remove(process);
        }
    }

    private static Process process(String name, LaunchCommand launch) {
        ProcessBuilder builder = new ProcessBuilder(launch.command()).redirectErrorStream(true);
        builder.environment().putAll(launch.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new LoadException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(line);
            }
        } catch (IOException e) {
            heard("its output could not be read: " + e.getMessage());
        } finally {
            readyOrEnded.countDown();
        }
    }

    private void heard(String line) {
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > LINES_KEPT) {
                lastLines.remove();
            }
        }
        if (line.contains(READY)) {
            ready = true;
            readyOrEnded.countDown();
        }
    }

    private void awaitReady() {
        boolean inTime = false;
        try {
            inTime = readyOrEnded.await(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ready) {
            close();
            throw new LoadException(
                    name + (inTime ? " ended at its start" : " was not ready in time") + ":\n  " + tail());
        }
    }
}
