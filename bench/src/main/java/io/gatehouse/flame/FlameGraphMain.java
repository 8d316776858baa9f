package io.gatehouse.flame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code bench/flamegraph}. */
public final class FlameGraphMain {
    private static final String USAGE = """
        Usage: bench/flamegraph [--alloc] [--threads REGEX] [--title TEXT] FILE.jfr OUT.svg
        Draws a flame graph of a JFR recording: CPU time, or with --alloc what was allocated.
          --threads REGEX  only threads whose whole name is like this
          --title TEXT     what stands above it""";
    private static final int WRONG_USE = 2;

    private boolean allocation;
    private Pattern threads = Pattern.compile(".*");
    private String title = "";
    private final List<Path> files = new ArrayList<>();

    private FlameGraphMain() {}

    public static void main(String[] words) {
        System.exit(new FlameGraphMain().run(words));
    }

    private int run(String[] words) {
        if (List.of(words).contains("--help")) {
            System.out.println(USAGE);
            return 0;
        }
        try {
            parse(new ArrayDeque<>(List.of(words)));
        } catch (IllegalArgumentException wrong) {
            System.err.println("flamegraph: " + wrong.getMessage() + "\n" + USAGE);
            return WRONG_USE;
        }
        try {
            FlameGraph graph = FlameGraph.of(files.get(0), threads);
            String svg = allocation
                    ? graph.allocation(title.isEmpty() ? "Allocation" : title)
                    : graph.cpu(title.isEmpty() ? "CPU time" : title);
            FlameGraph.write(files.get(1), svg);
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("flamegraph: " + files.get(0) + ": " + e.getMessage());
            return 1;
        }
    }

    private void parse(Deque<String> words) {
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "--alloc" -> allocation = true;
                case "--threads" -> threads = pattern(value(word, words));
                case "--title" -> title = value(word, words);
                default -> addFile(word);
            }
        }
        if (files.size() != 2) {
            throw new IllegalArgumentException("a recording and a file to write are needed");
        }
    }

    private void addFile(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("there is no option " + word);
        }
        files.add(Path.of(word));
    }

    private static String value(String option, Deque<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.pop();
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--threads is not a regular expression: " + e.getMessage(), e);
        }
    }
}
