package io.gatehouse.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program in a process of its own, and all that it prints. */
final class OutsideProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    private OutsideProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static OutsideProcess start(Path dir, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new OutsideProcess(builder.start());
    }

    /** Gatehouse as it is built, on this JVM's Java. */
    static OutsideProcess gatehouse(Path dir, Map<String, String> environment, String... arguments) throws IOException {
        return start(dir, environment, command(arguments));
    }

    /**
     * The same with a standard output that is a pipe which nobody reads, so that a write to it waits for ever once the pipe is full. What
     * it prints on the standard error is read.
     */
    static OutsideProcess gatehouseUnread(Path dir, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "mkfifo unread && exec 3<>unread && exec \"$@\" >unread", "sh"));
        command.addAll(command(arguments));
        return start(dir, Map.of(), command);
    }

    private static List<String> command(String... arguments) throws IOException {
        Path jar = Path.of("target/gatehouse/gatehouse.jar").toAbsolutePath();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(withHangUp());
        command.addAll(List.of(java.toString(), "-XX:+UseSerialGC", "-Xmx128m", "-jar"));
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Tests may run under nohup, which has all that they start ignore SIGHUP; a JVM leaves it at that. */
    private static List<String> withHangUp() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored = Files.exists(status)
                && Files.readAllLines(status).stream().anyMatch(line -> line.matches("SigIgn:\\s*[0-9a-f]*[13579bdf]"));
        return ignored ? List.of("env", "--default-signal=HUP") : List.of();
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("the output can no longer be read: " + e);
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The first line in which the expression is found: what its first group matched there, or all that matched. */
    String await(String regex) throws InterruptedException {
        return awaitAfter(0, regex);
    }

    /** How many lines there are by now: a place to look from. */
    synchronized int mark() {
        return lines.size();
    }

    /** The same of the lines after a mark. */
    synchronized String awaitAfter(int mark, String regex) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        long until = System.nanoTime() + LIMIT.toNanos();
        for (int next = mark; ; next++) {
            while (next == lines.size()) {
                long millis = (until - System.nanoTime()) / 1_000_000;
                if (ended || millis <= 0) {
                    throw new AssertionError("no line matches '" + regex + "':\n" + output());
                }
                wait(millis);
            }
            Matcher matcher = pattern.matcher(lines.get(next));
            if (matcher.find()) {
                return matcher.group(Math.min(1, matcher.groupCount()));
            }
        }
    }

    synchronized String output() {
        return String.join("\n", lines);
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM; unlike the process itself, its handle leaves the output open. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGHUP. */
    void hangUp() throws IOException, InterruptedException {
        // The shell's own kill: a bare machine has no program of that name.
        Process kill = new ProcessBuilder("sh", "-c", "kill -HUP \"$1\"", "sh", Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -HUP failed");
        }
    }

    /** Its exit code, once it has ended and every line is read. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + LIMIT.toSeconds() + " s:\n" + output());
        }
        reader.join(LIMIT.toMillis());
        return process.exitValue();
    }

    /** Returns when it has ended, so that its folder can be removed. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            boolean unused = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
