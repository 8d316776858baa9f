package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
        Path unpacker = host.program("dpkg-deb");
        Path folder = Files.createDirectory(workspace.resolve("program"));
        for (Path archive : archives(spec, workspace)) {
            Command.of(
                            unpacker.toString(),
                            "-x",
                            archive.toString(),
                            folder.resolve(TREE).toString())
                    .run(UNPACK_LIMIT);
        }
        return launcher(folder, program(folder, spec));
    }

    private List<Path> archives(ToolSpec spec, Path workspace)
            throws FetchException, IOException, InterruptedException {
        Path settings = AptFolder.settingsOfThisSystem(workspace);
        apt(settings, "update").run(UPDATE_LIMIT);
        apt(settings, "install", String.valueOf(spec.debianPackage())).run(DOWNLOAD_LIMIT);
        try (Stream<Path> files = Files.list(settings.resolveSibling("cache/archives"))) {
            return files.filter(file -> file.toString().endsWith(".deb")).toList();
        }
    }

    private Command apt(Path settings, String... words) throws FetchException {
        String[] all = Stream.concat(
                        Stream.of(host.program("apt-get").toString(), "-c", settings.toString(), "-q"),
                        Stream.of(words))
                .toArray(String[]::new);
        return Command.of(all).with("LC_ALL", "C").with("DEBIAN_FRONTEND", "noninteractive");
    }

    /** Below the folder, and the shortest path where several files have the name. */
    private static Path program(Path folder, ToolSpec spec) throws FetchException, IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(TREE), DEEPEST)) {
            return all.filter(file -> file.toString().matches(".*/s?bin/" + spec.command()))
                    .min(Comparator.comparingInt(Path::getNameCount))
                    .orElseThrow(() -> new FetchException(spec.debianPackage() + " holds no " + spec.command()));
        }
    }

    /** Finds its libraries beside it, wherever the folder is moved to. */
    private static Path launcher(Path folder, Path program) throws IOException {
        Path file = Files.writeString(folder.resolve(program.getFileName()), """
                #!/bin/sh
                here=$(dirname "$(readlink -f "$0")")
                libraries=
                for folder in "$here"/tree/usr/lib/*-linux-gnu* "$here"/tree/lib/*-linux-gnu*; do
                  [ ! -d "$folder" ] || libraries=$folder:$libraries
                done
                LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:-} exec "$here/%s" "$@"
                """.formatted(folder.relativize(program)));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
