package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PostgreSQL from the packages of the very Debian that this is, with the libraries that are missing here, unpacked side by side without
 * being installed. No root is needed, and nothing of the system's package database is changed.
 */
final class DebianTree implements ToolSource {
    private static final Duration UPDATE_LIMIT = Duration.ofSeconds(90);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofSeconds(120);
    private static final Duration UNPACK_LIMIT = Duration.ofSeconds(60);
    private static final Path RELEASE = Path.of("/etc/os-release");
    private static final Path STATUS = Path.of("/var/lib/dpkg/status");
    private static final Pattern CODENAME = Pattern.compile("(?m)^VERSION_CODENAME=\"?([a-z]+)\"?$");
    private static final Pattern TO_INSTALL = Pattern.compile("(?m)^Inst (\\S+)");

    /** Whatever of it is installed, all of it is fetched. */
    private static final Pattern OURS = Pattern.compile("(?s)^Package: (?:postgresql|libpq)[^\\n]*\\n.*");

    /** Compilers of queries and scripts around the server are not needed to run it. */
    private static final Pattern NEEDED =
            Pattern.compile("postgresql(?:-client)?-\\d+|lib(?!llvm|z3|perl|gdbm)(?!\\S*-perl)\\S+");

    private static final String LAUNCHER = """
            #!/bin/sh
            here=$(dirname "$(readlink -f "$0")")
            for folder in "$here"/usr/lib/*-linux-gnu; do LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"; done
            export LD_LIBRARY_PATH
            exec "$here"/usr/lib/postgresql/*/bin/"$(basename "$0")" "$@"
            """;

    private final Host host;

    DebianTree(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "Debian's packages";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return spec.equals(ToolSpec.POSTGRES);
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        Path apt = host.program("apt-get");
        Path unpacker = host.program("dpkg-deb");
        AptFolder folder = AptFolder.in(workspace);
        folder.use(codename());
        Files.writeString(folder.root().resolve("state/status"), others());
        apt(apt, folder, "update").run(UPDATE_LIMIT);
        List<String> download = new ArrayList<>(List.of("download"));
        download.addAll(missing(apt, folder));
        apt(apt, folder, download.toArray(String[]::new)).run(DOWNLOAD_LIMIT);
        Path tree = Files.createDirectory(workspace.resolve("tree"));
        try (Stream<Path> archives = Files.list(folder.downloads())) {
            for (Path archive : archives.filter(file -> file.toString().endsWith(".deb")).toList()) {
                Command.of(unpacker.toString(), "-x", archive.toString(), tree.toString())
                        .run(UNPACK_LIMIT);
            }
        }
        for (String program : List.of("initdb", "psql", spec.command())) {
            launcher(tree.resolve(program));
        }
        return tree.resolve(spec.command());
    }

    private static void launcher(Path file) throws IOException {
        Files.writeString(file, LAUNCHER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String codename() throws FetchException, IOException {
        Matcher codename = CODENAME.matcher(Files.exists(RELEASE) ? Files.readString(RELEASE) : "");
        if (!codename.find()) {
            throw new FetchException("this is no Debian");
        }
        return codename.group(1);
    }

    /** What is installed here, without what is fetched in any case. */
    private static String others() throws IOException {
        String status = Files.exists(STATUS) ? Files.readString(STATUS, StandardCharsets.UTF_8) : "";
        return Arrays.stream(status.split("\n\n"))
                .filter(one -> !OURS.matcher(one.stripLeading()).matches())
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static List<String> missing(Path apt, AptFolder folder)
            throws FetchException, IOException, InterruptedException {
        String plan = apt(apt, folder, "-s", "--no-install-recommends", "install", "postgresql")
                .run(UPDATE_LIMIT);
        List<String> names = TO_INSTALL
                .matcher(plan)
                .results()
                .map(line -> line.group(1))
                .filter(name -> NEEDED.matcher(name).matches())
                .toList();
        if (names.isEmpty()) {
            throw new FetchException("apt-get would install nothing");
        }
        return names;
    }

    private static Command apt(Path apt, AptFolder folder, String... words) {
        List<String> all = new ArrayList<>(
                List.of(apt.toString(), "-c", folder.settings().toString(), "-q"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new))
                .in(folder.downloads())
                .with("LC_ALL", "C")
                .with("APT_CONFIG", "");
    }
}
