package io.gatehouse.testbed.tools;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The outside programs that are known here: which version is fetched, which is good enough, and where it is built from. */
public enum ToolSpec {
    NATS_SERVER("nats-server", "2.15.1", "2.10", "GATEHOUSE_NATS_SERVER", "github.com/nats-io/nats-server/v2", ""),
    NSC("nsc", "2.12.2", "0.0", "GATEHOUSE_NSC", "github.com/nats-io/nsc/v2", "-X main.version=2.12.2"),
    NATS("nats", "0.4.0", "0.0", "GATEHOUSE_NATS_CLI", "github.com/nats-io/natscli/nats", "");

    private final String command;
    private final String pinned;
    private final String minimum;
    private final String variable;
    private final String goPackage;
    private final String linkerFlags;

    ToolSpec(String command, String pinned, String minimum, String variable, String goPackage, String linkerFlags) {
        this.command = command;
        this.pinned = pinned;
        this.minimum = minimum;
        this.variable = variable;
        this.goPackage = goPackage;
        this.linkerFlags = linkerFlags;
    }

    /**
     * The program with that command.
     *
     * @throws IllegalArgumentException if no such program is known here
     */
    public static ToolSpec named(String command) {
        return Arrays.stream(values())
                .filter(spec -> spec.command.equals(command))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Unknown tool '" + command + "'; known are: " + commands()));
    }

    private static String commands() {
        return Stream.of(values()).map(ToolSpec::command).collect(Collectors.joining(", "));
    }

    public String command() {
        return command;
    }

    /** The version that is fetched when none is found. */
    public String pinned() {
        return pinned;
    }

    /** The environment variable that names the program's file. */
    public String variable() {
        return variable;
    }

    Version minimum() {
        return Version.of(minimum);
    }

    String goPackage() {
        return goPackage;
    }

    String linkerFlags() {
        return linkerFlags;
    }

    /** The file's name on this operating system. */
    String fileName() {
        return isWindows() ? command + ".exe" : command;
    }

    /** What a person can do to have this program. */
    public String remedy() {
        String least = minimum.equals("0.0") ? "" : " " + minimum + " or newer";
        return "Install " + command + least + " so that it is on the PATH, or set " + variable + " to its file.";
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
