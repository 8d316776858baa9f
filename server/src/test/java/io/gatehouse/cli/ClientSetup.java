package io.gatehouse.cli;

import io.gatehouse.testbed.ClientProgram;
import java.util.stream.Stream;

/** A client library with settings of its own: a row of the second table in docs/reference/clients.md. */
enum ClientSetup {
    NATS_GO(Library.NATS_GO, "", ""),
    NATS_GO_PATIENT(Library.NATS_GO, ", `Timeout(5 * time.Second)`", "--connect-timeout 5000"),
    NATS_GO_IGNORING(
            Library.NATS_GO, ", the same and `IgnoreAuthErrorAbort()`", "--connect-timeout 5000 --ignore-auth-errors"),
    NATS_JAVA(Library.NATS_JAVA, "", ""),
    NATS_JAVA_PATIENT(Library.NATS_JAVA, ", `connectionTimeout` 5 s", "--connect-timeout 5000"),
    NATS_JS(Library.NATS_JS, "", ""),
    NATS_JS_HASTY(Library.NATS_JS, ", `timeout: 2000`", "--connect-timeout 2000"),
    NATS_JS_IGNORING(Library.NATS_JS, ", `ignoreAuthErrorAbort: true`", "--ignore-auth-errors"),
    NATS_PY(Library.NATS_PY, "", ""),
    NATS_PY_HASTY(Library.NATS_PY, ", `connect_timeout=1.5`", "--connect-timeout 1500");

    private final Library library;
    private final String suffix;
    private final String options;

    ClientSetup(Library library, String suffix, String options) {
        this.library = library;
        this.suffix = suffix;
        this.options = options;
    }

    /** The first cell of its row. */
    String title() {
        return library.title() + suffix;
    }

    ClientProgram start(Stage stage, String... more) {
        return library.start(
                stage,
                Stream.concat(Stream.of(options.split(" ")).filter(option -> !option.isEmpty()), Stream.of(more))
                        .toArray(String[]::new));
    }
}
