package io.gatehouse.demo;

import io.gatehouse.cli.DemoCommand;
import io.gatehouse.cli.Main;

/** Where the demo's process begins. */
public final class DemoMain {
    private DemoMain() {}

    /**
     * Runs the demo.
     *
     * @param args the words after {@code gatehouse}, {@code demo} among them
     */
    public static void main(String[] args) {
        System.exit(
                Main.commandLine(DemoCommand.NAME, new DemoCommand(Demo::run)).execute(args));
    }
}
