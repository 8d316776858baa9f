package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mirror of the Debian archive that this system already uses; the archive's own address where it names none. */
final class DebianMirror {
    private static final String DEFAULT = "http://deb.debian.org/debian";
    private static final Path SOURCES = Path.of("/etc/apt");
    /** An address in either format of apt's sources: {@code URIs: ADDRESS} or {@code deb [options] ADDRESS suite}. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?m)^(?:URIs:|deb(?:\\s+\\[[^\\]]*\\])?)\\s+(https?://\\S+/debian)/?(?:\\s|$)");

    private DebianMirror() {}

    static String ofThisSystem() {
        return in(SOURCES);
    }

    static String in(Path folder) {
        for (Path file : sourceFiles(folder)) {
            Matcher matcher = ADDRESS.matcher(text(file));
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return DEFAULT;
    }

    private static List<Path> sourceFiles(Path folder) {
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve("sources.list"));
        try (Stream<Path> parts = Files.list(folder.resolve("sources.list.d"))) {
            parts.filter(file -> file.toString().matches(".*\\.(list|sources)"))
                    .sorted()
                    .forEach(files::add);
        } catch (IOException e) {
            return files;
        }
        return files;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
