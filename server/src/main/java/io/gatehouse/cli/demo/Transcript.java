package io.gatehouse.cli.demo;

import java.io.PrintWriter;

/** What the demo prints: a line for each thing that was tried, and whether it went as it should. */
public final class Transcript {
    private final PrintWriter out;
    private int tried;
    private int failed;

    public Transcript(PrintWriter out) {
        this.out = out;
    }

    /** A line about what is being made or started. */
    public void tell(String what, String how) {
        out.printf("  %-9s %s%n", what, how);
        out.flush();
    }

    public void blank() {
        out.println();
        out.flush();
    }

    /** A line about what was tried; counts as failed when it did not go as it should. */
    public void result(boolean asItShould, String what, String how) {
        tried++;
        if (!asItShould) {
            failed++;
        }
        out.printf("  %-9s %-38s %s%n", asItShould ? "ok" : "WRONG", what, how);
        out.flush();
    }

    public int tried() {
        return tried;
    }

    public int failed() {
        return failed;
    }
}
