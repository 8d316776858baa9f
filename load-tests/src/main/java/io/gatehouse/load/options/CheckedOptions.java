package io.gatehouse.load.options;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options whose values depend on each other, or are bounded; to be extended by a picocli mixin. */
public abstract class CheckedOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The command that has these options. */
    public final CommandLine commandLine() {
        return spec.commandLine();
    }

    /** A command line that cannot be used, with what is wrong. */
    protected final ParameterException usage(String message) {
        return new ParameterException(commandLine(), message);
    }

    /** Refuses the command line unless something holds. */
    public final void require(boolean holds, String message) {
        if (!holds) {
            throw usage(message);
        }
    }

    /** What can be made of the options; that it cannot be is the command line's fault. */
    public final <T> T usable(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
