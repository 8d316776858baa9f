package io.gatehouse.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes {@code -config FILE} as {@code --config FILE}, as Go programs do, where the first letter is an option with a value:
 * otherwise the rest of the word would be taken for that value.
 */
final class GoFlags {
    private GoFlags() {}

    /** Adds such a spelling to the options of a command that need it; help and completion leave it out. */
    static void accept(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : spec.options().toArray(OptionSpec[]::new)) {
            String flag = option.longestName().substring(1);
            if (isMistakable(option) && !spec.optionsMap().containsKey(flag)) {
                spec.addOption(OptionSpec.builder(option)
                        .names(flag)
                        .hidden(true)
                        .defaultValue(null)
                        .build());
            }
        }
    }

    private static boolean isMistakable(OptionSpec option) {
        String name = option.longestName();
        return name.startsWith("--")
                && option.arity().max() > 0
                && option.shortestName().equals(name.substring(1, 3));
    }
}
