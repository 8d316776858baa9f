package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.testbed.ServerLog;
import io.gatehouse.testbed.ServerProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Pattern;

/** A service in a process of its own, which never outlives this JVM. */
public final class ChildProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Ready");
    private static final Duration READY_LIMIT = Duration.ofMinutes(5); // a launcher may have to build first
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final ServerLog log;
    private final ServerProcess process;

    private ChildProcess(String name, ServerLog log, ServerProcess process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it and returns once it is ready.
     *
     * @throws LoadException when it does not start; the message shows the end of its output
     */
    public static ChildProcess start(String name, LaunchCommand launch) {
        ChildProcess service = launch(name, launch);
        if (service.readyLine(READY_LIMIT).isEmpty()) {
            String how = service.log.hasEnded() ? " ended at its start" : " was not ready in time";
            service.close();
            throw new LoadException(name + how + ":\n  " + service.tail());
        }
        return service;
    }

    /** Starts it. */
    public static ChildProcess launch(String name, LaunchCommand launch) {
        ProcessBuilder builder = new ProcessBuilder(launch.command());
        builder.environment().putAll(launch.environment());
        ServerLog log = new ServerLog();
        try {
            return new ChildProcess(name, log, ServerProcess.start(builder, log, null));
        } catch (UncheckedIOException e) {
            throw new LoadException(name + " cannot be started: " + e.getMessage(), e);
        }
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
        if (!isAlive()) {
            close(); // after which the last line has been read
            throw new LoadException(name + " has ended with " + process.exitValue() + ":\n  " + tail());
        }
    }

    /** The first line in which it said that it is ready; empty when it has not. */
    String readyLine() {
        return readyLine(Duration.ZERO);
    }

    /** How many lines it has printed: a place to look from. */
    long mark() {
        return log.mark();
    }

    /**
     * The first line after a mark in which an expression is found.
     *
     * @throws LoadException when it prints none in time, or ends; the message shows the end of its output
     */
    String await(Pattern pattern, long mark, Duration limit) {
        return log.find(pattern, mark, limit)
                .orElseThrow(() ->
                        new LoadException(name + " has not printed what matches '" + pattern + "':\n  " + tail()));
    }

    private String readyLine(Duration limit) {
        return log.find(READY, 0, limit).orElse("");
    }

    /** The last lines of its output. */
    public String tail() {
        return String.join("\n  ", log.lastLines(0));
    }

    /** SIGTERM, and SIGKILL when that is not enough. */
    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }
}
