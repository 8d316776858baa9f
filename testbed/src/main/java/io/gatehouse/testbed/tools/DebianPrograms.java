package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of this Debian system that is not installed: its package, and those that it needs and that are not here either,
 * fetched and verified by apt and unpacked into one folder. No root is needed, and the system is not changed.
 */
final class DebianPrograms implements ToolSource {
    private static final Duration UPDATE_LIMIT = Duration.ofSeconds(90);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(3);
    private static final Duration UNPACK_LIMIT = Duration.ofSeconds(60);
    private static final String TREE = "tree";
    private static final int DEEPEST = 6;
    private static final byte[] SCRIPT = {'#', '!'};

    private final Host host;

    DebianPrograms(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "this Debian's packages";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return spec.debianPackage() != null;
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        Path folder = Files.createDirectory(workspace.resolve("program"));
        unpack(host, workspace, List.of(String.valueOf(spec.debianPackage())), folder.resolve(TREE));
        return launcher(folder, program(folder, spec));
    }

    /**
     * Unpacks packages, and those that they need and that are not here, one over the other.
     *
     * @param tree the folder that takes the place of the root
     */
    static void unpack(Host host, Path workspace, List<String> packages, Path tree)
            throws FetchException, IOException, InterruptedException {
        Path unpacker = host.program("dpkg-deb");
        for (Path archive : archives(host, workspace, packages)) {
            Command.of(unpacker.toString(), "-x", archive.toString(), tree.toString())
                    .run(UNPACK_LIMIT);
        }
    }

    private static List<Path> archives(Host host, Path workspace, List<String> packages)
            throws FetchException, IOException, InterruptedException {
        Path settings = AptFolder.settingsOfThisSystem(workspace);
        apt(host, settings, List.of("update")).run(UPDATE_LIMIT);
        apt(
                        host,
                        settings,
                        Stream.concat(Stream.of("install"), packages.stream()).toList())
                .run(DOWNLOAD_LIMIT);
        try (Stream<Path> files = Files.list(settings.resolveSibling("cache/archives"))) {
            return files.filter(file -> file.toString().endsWith(".deb")).toList();
        }
    }

    private static Command apt(Host host, Path settings, List<String> words) throws FetchException {
        String[] all = Stream.concat(
                        Stream.of(host.program("apt-get").toString(), "-c", settings.toString(), "-q"), words.stream())
                .toArray(String[]::new);
        return Command.of(all).with("LC_ALL", "C").with("DEBIAN_FRONTEND", "noninteractive");
    }

    /**
     * Below the folder, and the shortest path where several files have the name. A script is none: it begins the program (in a
     * folder of {@code lib}) by the path that it would have if it were installed.
     */
    private static Path program(Path folder, ToolSpec spec) throws FetchException, IOException {
        List<Path> named;
        try (Stream<Path> all = Files.walk(folder.resolve(TREE), DEEPEST)) {
            named = all.filter(file -> file.toString().matches(".*/(s?bin|lib/[^/]+)/" + spec.command()))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparingInt(Path::getNameCount))
                    .toList();
        }
        for (Path file : named) {
            if (!isScript(file)) {
                return file;
            }
        }
        throw new FetchException(spec.debianPackage() + " holds no " + spec.command());
    }

    private static boolean isScript(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SCRIPT.length), SCRIPT);
        }
    }

    /** Finds its libraries beside it, wherever the folder is moved to. */
    private static Path launcher(Path folder, Path program) throws IOException {
        Path file = Files.writeString(folder.resolve(program.getFileName()), """
                #!/bin/sh
                here=$(dirname "$(readlink -f "$0")")
                libraries=
                for folder in "$here"/tree/usr/lib/*-linux-gnu* "$here"/tree/lib/*-linux-gnu* \\
                    "$here"/tree/usr/lib/*-linux-gnu*/systemd "$here"/tree/usr/lib/*-linux-gnu*/pulseaudio; do
                  [ ! -d "$folder" ] || libraries=$folder:$libraries
                done
                LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:-} exec "$here/%s" "$@"
                """.formatted(folder.relativize(program)));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
