package io.gatehouse.load.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Writes the group's options of a command line once more, for the processes of its shares. */
final class ClientGroupArguments {
    private static final Set<String> NAMES = names();

    private ClientGroupArguments() {}

    /** The options of {@link ClientGroupOptions} that were given. */
    static List<String> of(ParseResult parsed) {
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (!NAMES.contains(option.longestName())) {
                continue;
            }
            if (option.arity().max() == 0) {
                arguments.add(option.longestName());
            } else {
                option.originalStringValues().forEach(value -> arguments.add(option.longestName() + "=" + value));
            }
        }
        return arguments;
    }

    private static Set<String> names() {
        CommandSpec spec = CommandLine.Model.CommandSpec.forAnnotatedObject(new ClientGroupOptions());
        return spec.options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
    }
}
