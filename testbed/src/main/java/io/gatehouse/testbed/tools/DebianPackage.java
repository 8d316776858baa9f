package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debian's own package of whatever version, fetched and verified by apt in a private state folder and unpacked without being installed. No
 * root is needed and nothing of the system's package database is read or changed.
 */
final class DebianPackage implements ToolSource {
    private static final Duration UPDATE_LIMIT = Duration.ofSeconds(90);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofSeconds(90);
    private static final Duration UNPACK_LIMIT = Duration.ofSeconds(60);
    private static final List<String> SUITES = List.of("testing", "sid");

    private final Host host;

    DebianPackage(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "Debian's packages";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return spec.isServer() && !spec.exact();
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        Path apt = host.program("apt-get");
        Path unpacker = host.program("dpkg-deb");
        AptFolder folder = AptFolder.in(workspace);
        FetchException last = null;
        for (String suite : SUITES) {
            try {
                folder.use(suite);
                return unpack(unpacker, download(apt, folder, spec), spec, workspace);
            } catch (FetchException e) {
                last = e;
            }
        }
        throw last == null ? new FetchException("no suite to try") : last;
    }

    private static Path download(Path apt, AptFolder folder, ToolSpec spec)
            throws FetchException, IOException, InterruptedException {
        String settings = folder.settings().toString();
        apt(apt, folder, "-c", settings, "-q", "update").run(UPDATE_LIMIT);
        apt(apt, folder, "-c", settings, "-q", "download", spec.command()).run(DOWNLOAD_LIMIT);
        return first(folder.downloads(), ".*/" + spec.command() + "_[^/]*\\.deb", 1)
                .orElseThrow(() -> new FetchException("apt-get download left no package"));
    }

    private static Command apt(Path apt, AptFolder folder, String... words) {
        String[] all =
                Stream.concat(Stream.of(apt.toString()), Stream.of(words)).toArray(String[]::new);
        return Command.of(all).in(folder.downloads()).with("LC_ALL", "C").with("APT_CONFIG", "");
    }

    private static Path unpack(Path unpacker, Path archive, ToolSpec spec, Path workspace)
            throws FetchException, IOException, InterruptedException {
        Path tree = workspace.resolve("tree");
        Command.of(unpacker.toString(), "-x", archive.toString(), tree.toString())
                .run(UNPACK_LIMIT);
        return first(tree, ".*/s?bin/" + spec.command(), 4)
                .orElseThrow(() -> new FetchException(archive.getFileName() + " holds no " + spec.command()));
    }

    private static Optional<Path> first(Path folder, String pattern, int depth) throws IOException {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(pattern))
                    .findFirst();
        }
    }
}
