package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process with connections of one client library to one server. It is started with {@code --url}, {@code --user} and
 * {@code --password}, {@code --token}, {@code --nkey} (a file with a seed), {@code --creds} (the sentinel's file), {@code --count} (of connections, 1), {@code
 * --connect-timeout} and {@code --reconnect-wait} (milliseconds), {@code --max-reconnects} and {@code
 * --ignore-auth-errors}; what is not given is the library's default. It prints lines of a connection's number, a word and
 * perhaps a text: {@code connected} or {@code refused} for the first login, then {@code disconnected}, {@code
 * reconnected}, {@code error} and, when the library gives up, {@code closed}. It ends with its standard input.
 */
public final class ClientProgram implements AutoCloseable {
    private static final Pattern EVENT = Pattern.compile("^(\\d+) ([a-z]+)\\b");

    private final Process process;
    private final ServerLog lines = new ServerLog();

    private ClientProgram(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "client-program");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if it can be had in no way
     */
    public static ClientProgram start(ToolSpec library, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(Tools.find(library).path().toString()));
        command.addAll(arguments);
        return start(command);
    }

    /** Starts one that is a command of another kind, and prints the same lines. */
    public static ClientProgram start(List<String> command) {
        try {
            return new ClientProgram(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("0 error " + e);
        } finally {
            lines.end();
        }
    }

    /** How many lines there are by now. */
    public long mark() {
        return lines.mark();
    }

    /**
     * Waits for the first line that begins with a number and one of these words, after the mark.
     *
     * @param words an alternative, {@code connected|refused}
     * @throws NatsServerException if there is none within the limit, or the program ends before
     */
    public String await(String words, long mark, Duration limit) {
        return lines.await("^\\d+ (" + words + ")\\b", mark, limit);
    }

    /** How many of its connections have that word as their newest, errors aside: {@code closed} for one. */
    public int countNow(String word) {
        Map<String, String> newest = new HashMap<>();
        for (String line : lines.lines()) {
            Matcher matcher = EVENT.matcher(line);
            if (matcher.find() && !matcher.group(2).equals("error")) {
                newest.put(matcher.group(1), matcher.group(2));
            }
        }
        return (int) newest.values().stream().filter(word::equals).count();
    }

    /** How many lines it has printed with that word. */
    public int count(String word) {
        return (int) lines.lines().stream()
                .filter(line -> line.matches("\\d+ " + word + "\\b.*"))
                .count();
    }

    /** Everything that it has printed. */
    public List<String> lines() {
        return lines.lines();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        process.destroyForcibly();
    }
}
