package io.gatehouse.cli;

import io.gatehouse.testbed.ClientProgram;
import io.gatehouse.testbed.tools.ToolSpec;
import io.nats.client.Nats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A client library of NATS's own, with a program that uses it. */
enum Library {
    NATS_GO("nats.go", "client-go"),
    NATS_JAVA("nats.java", ""),
    NATS_JS("nats.js", "client-js"),
    NATS_PY("nats.py", "client-py");

    private final String title;
    private final String program;

    Library(String title, String program) {
        this.title = title;
        this.program = program;
    }

    /** What the tables of docs/reference/clients.md call it. */
    String title() {
        return title + " "
                + (program.isEmpty()
                        ? Nats.CLIENT_VERSION
                        : ToolSpec.named(program).pinned());
    }

    /** Starts clients of a stage. */
    ClientProgram start(Stage stage, String... options) {
        List<String> arguments = Stream.concat(Stream.of("--url", stage.server().url()), Stream.of(options))
                .toList();
        if (!program.isEmpty()) {
            return ClientProgram.start(ToolSpec.named(program), arguments);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JavaClientProgram.class.getName()));
        command.addAll(arguments);
        return ClientProgram.start(command);
    }
}
