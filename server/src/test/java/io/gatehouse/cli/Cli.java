package io.gatehouse.cli;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.process.Prompt;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs commands as the process would, and keeps what they print. */
final class Cli {
    private final Path workingDirectory;
    private Map<String, String> environment = Map.of();
    private byte[] input = {};
    private @Nullable Deque<String> typed;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Cli(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    Cli environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    Cli piped(String text) {
        return piped(text.getBytes(StandardCharsets.UTF_8));
    }

    Cli piped(byte[] bytes) {
        input = bytes;
        return this;
    }

    Cli typed(String... answers) {
        typed = new ArrayDeque<>(List.of(answers));
        return this;
    }

    int run(String... args) {
        return commandLine(args).execute(args);
    }

    CommandLine commandLine(String... args) {
        return Main.commandLine(context(), args)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }

    ProcessContext context() {
        return new ProcessContext(
                environment, workingDirectory, ProcessContext.text(new ByteArrayInputStream(input)), prompt());
    }

    private Prompt prompt() {
        Deque<String> answers = typed;
        return answers == null ? new Prompt.None() : new Answers(answers);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    private record Answers(Deque<String> left) implements Prompt {
        @Override
        public boolean isPossible() {
            return true;
        }

        @Override
        public char @Nullable [] secret(String question) {
            String answer = left.poll();
            return answer == null ? null : answer.toCharArray();
        }
    }
}
