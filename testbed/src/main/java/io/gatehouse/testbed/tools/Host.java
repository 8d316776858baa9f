package io.gatehouse.testbed.tools;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** This machine as the finder sees it: environment variables, the PATH and the cache folder. */
record Host(Map<String, String> variables) {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    Host {
        variables = Map.copyOf(variables);
    }

    static Host current() {
        return new Host(System.getenv());
    }

    /** A variable's value; an empty one counts as not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Every executable file of that name on the PATH, first one first. */
    List<Path> onPath(String fileName) {
        return SEPARATOR
                .splitAsStream(variable("PATH").orElse(""))
                .flatMap(Host::folder)
                .map(folder -> folder.resolve(fileName))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .toList();
    }

    /** The first executable file of that name on the PATH. */
    Path program(String name) throws FetchException {
        return onPath(name).stream()
                .findFirst()
                .orElseThrow(() -> new FetchException("there is no " + name + " on the PATH"));
    }

    /** The cache of Gatehouse: {@code GATEHOUSE_CACHE}, else {@code gatehouse} in the user's cache folder. */
    Path cache() {
        return variable("GATEHOUSE_CACHE")
                .map(Path::of)
                .orElseGet(this::userCache)
                .toAbsolutePath();
    }

    private Path userCache() {
        Path folder = variable("XDG_CACHE_HOME").map(Path::of).orElseGet(() -> home().resolve(".cache"));
        return folder.resolve("gatehouse");
    }

    private Path home() {
        return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
    }

    private static Stream<Path> folder(String entry) {
        try {
            return entry.isBlank() ? Stream.empty() : Stream.of(Path.of(entry));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
