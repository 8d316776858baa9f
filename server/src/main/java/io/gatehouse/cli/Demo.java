package io.gatehouse.cli;

import io.gatehouse.cli.init.Mode;
import java.io.PrintWriter;

/** The demo, put together by hand. */
final class Demo {
    private Demo() {}

    /** Shows real logins at a real nats-server; returns the exit code. */
    static int run(Mode mode, boolean keep, PrintWriter out) {
        throw new UnsupportedOperationException("not built: " + mode + keep + out);
    }
}
