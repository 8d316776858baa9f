package io.gatehouse.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script that completes commands, options and their values in bash and zsh: picocli's, with what it leaves out. */
final class CompletionScript {
    private static final String NOTHING = ")\n      return\n      ;;\n";
    private static final String FILES = """
            )
                  local IFS=$'\\n'
                  type compopt &>/dev/null && compopt -o filenames
                  COMPREPLY=( $( compgen -f -- "${curr_word}" ) ) # files
                  return $?
                  ;;
            """;
    private static final String WITHOUT_EQUALS = """
              # Bash takes --mode=config for three words.
              if [[ " ${COMP_WORDS[*]} " == *" = "* ]]; then
                local words=() at=${COMP_CWORD} i
                for (( i = 0; i < ${#COMP_WORDS[@]}; i++ )); do
                  if [[ "${COMP_WORDS[i]}" != "=" ]]; then
                    words+=("${COMP_WORDS[i]}")
                  elif (( i == COMP_CWORD )); then
                    words+=("")
                  elif (( i < COMP_CWORD )); then
                    at=$((at - 1))
                  fi
                done
                local COMP_WORDS=("${words[@]}")
                local COMP_CWORD=${at}
              fi

            """;

    private final CommandLine all;

    /** @param all the command line with all commands, which is changed */
    CompletionScript(CommandLine all) {
        this.all = all;
    }

    String text() {
        offer("help", all.getSubcommands().keySet());
        offer("load", LoadCommand.PARTS);
        String script = AutoComplete.bash(all.getCommandName(), all);
        for (String label : labelsOfFiles()) {
            script = script.replace("    " + label + NOTHING, "    " + label + FILES);
        }
        String begin = "function _complete_" + all.getCommandName() + "() {\n";
        return script.replace(begin, begin + WITHOUT_EQUALS);
    }

    /** Words behind a command. */
    private void offer(String command, Iterable<String> words) {
        CommandSpec spec =
                Objects.requireNonNull(all.getSubcommands().get(command)).getCommandSpec();
        List.copyOf(spec.positionalParameters()).forEach(spec::remove);
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .completionCandidates(words)
                .build());
    }

    /** Options whose values are files and, to picocli, any text. */
    private Set<String> labelsOfFiles() {
        Set<String> labels = new TreeSet<>();
        addLabelsOfFiles(all, labels);
        return labels;
    }

    private static void addLabelsOfFiles(CommandLine above, Set<String> labels) {
        for (CommandLine command : above.getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (option.paramLabel().equals("FILE") || option.paramLabel().equals("SEED")) {
                    labels.add(Arrays.stream(option.names())
                            .map(name -> "'" + name + "'")
                            .collect(Collectors.joining("|")));
                }
            }
            addLabelsOfFiles(command, labels);
        }
    }
}
