package io.gatehouse.demo;

import java.io.PrintWriter;

/** What the demo prints: a line for each thing that was tried, and whether it went as it should. */
final class Transcript {
    private final PrintWriter out;
    private int tried;
    private int failed;

    Transcript(PrintWriter out) {
        this.out = out;
    }

    /** A line about what is being made or started. */
    void tell(String what, String how) {
        out.printf("  %-9s %s%n", what, how);
        out.flush();
    }

    void blank() {
        out.println();
        out.flush();
    }

    /** A line about what was tried; counts as failed when it did not go as it should. */
    void result(boolean asItShould, String what, String how) {
        tried++;
        if (!asItShould) {
            failed++;
        }
        out.printf("  %-9s %-38s %s%n", asItShould ? "ok" : "WRONG", what, how);
        out.flush();
    }

    int tried() {
        return tried;
    }

    int failed() {
        return failed;
    }
}
