package io.gatehouse.load.clients;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What running a command has led to.
 *
 * @param out what it printed to stdout
 * @param err what it printed to stderr
 */
public record CommandRun(int exit, String out, String err) {
    /** Runs a command in this JVM. */
    public static CommandRun of(Callable<Integer> command, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(e.getMessage());
                    return 3;
                })
                .execute(arguments.toArray(String[]::new));
        return new CommandRun(exit, out.toString(), err.toString());
    }

    /** The first number of a name in the JSON that was printed. */
    public double figure(String name) {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), out)) {
            while (json.nextToken() != null) {
                if (name.equals(json.currentName()) && json.currentToken().isNumeric()) {
                    return json.getDoubleValue();
                }
            }
        }
        throw new AssertionError("no number " + name + " in " + out + err);
    }
}
