package io.gatehouse.load.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A run of the load tool in this JVM.
 *
 * @param out what it printed as its result
 * @param err what it said beside
 */
public record LoadRun(int exit, String out, String err) {
    public static LoadRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                LoadMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new LoadRun(line.execute(arguments), out.toString(), err.toString());
    }
}
