package io.gatehouse.guides;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page that is executed as written: its {@code sh} blocks are one shell session, from top to bottom. A block marked {@code
 * sh fails} must end with another exit code than 0. A {@code text} block after it is what it prints. A block of another
 * language whose fence names a file, such as {@code python ask.py}, is that file.
 */
record Guide(Path file, List<Block> blocks) {
    private static final Path FOLDER = Path.of("..", "docs", "guides");
    private static final Path MODULES = Path.of("..", "directories");
    private static final Pattern TYPE = Pattern.compile("(?m)^ *type: ([a-z]+)\\b");
    private static final String FENCE = "```";
    private static final String FILE_END = "END OF THE FILE";
    private static final Pattern NAMED_FILE = Pattern.compile("[a-z]+ ([A-Za-z0-9_-]+\\.[a-z]+)");

    /**
     * @param line where it begins in the page, from 1
     * @param expected what it prints, empty when the page does not say
     */
    record Block(int line, boolean fails, String script, List<String> expected) {}

    /** All guides, by name. */
    static List<Guide> all() throws IOException {
        List<Guide> guides = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.md")) {
            for (Path file : files) {
                guides.add(read(file));
            }
        }
        guides.sort(Comparator.comparing(Guide::toString));
        return guides;
    }

    /** The guide in that file of the guides' folder. */
    static Guide named(String fileName) throws IOException {
        return read(FOLDER.resolve(fileName));
    }

    /** Whether one of its lines begins with that command, or has it in a substitution. */
    boolean uses(String command) {
        return Pattern.compile("(^|[\\s(;|])" + Pattern.quote(command) + " ", Pattern.MULTILINE)
                .matcher(script())
                .find();
    }

    /** Whether it is about a directory of another module than the server. */
    boolean isOfAnotherModule() {
        return TYPE.matcher(script()).results().anyMatch(type -> isOfAnotherModule(type.group(1)));
    }

    /** By its name; a type that shares another one's library is a package of the other's. */
    private static boolean isOfAnotherModule(String type) {
        return Files.exists(MODULES.resolve(type + "/pom.xml")) || type.equals("kubernetes");
    }

    static Guide read(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith(FENCE)) {
                int end = end(lines, at);
                add(blocks, lines.get(at).substring(FENCE.length()), at + 1, lines.subList(at + 1, end));
                at = end;
            }
        }
        return new Guide(file, blocks);
    }

    private static void add(List<Block> blocks, String language, int line, List<String> lines) {
        Matcher file = NAMED_FILE.matcher(language);
        if (file.matches()) {
            String script =
                    "cat > " + file.group(1) + " <<'" + FILE_END + "'\n" + String.join("\n", lines) + "\n" + FILE_END;
            blocks.add(new Block(line, false, script, List.of()));
        } else if (language.equals("sh") || language.equals("sh fails")) {
            blocks.add(new Block(line, !language.equals("sh"), String.join("\n", lines), List.of()));
        } else if (language.equals("text") && !blocks.isEmpty()) {
            Block last = blocks.remove(blocks.size() - 1);
            blocks.add(new Block(last.line, last.fails, last.script, List.copyOf(lines)));
        }
    }

    private static int end(List<String> lines, int begin) {
        for (int at = begin + 1; at < lines.size(); at++) {
            if (lines.get(at).equals(FENCE)) {
                return at;
            }
        }
        throw new IllegalArgumentException("line " + (begin + 1) + ": this block does not end");
    }

    /** All that is executed. */
    String script() {
        return blocks.stream().map(Block::script).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
