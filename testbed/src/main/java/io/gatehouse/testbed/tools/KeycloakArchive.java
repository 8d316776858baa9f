package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keycloak as Maven Central has it, got and checked by Maven, and built once for a database in memory, which takes a minute or two that
 * no start takes again.
 */
record KeycloakArchive(Host host) implements ToolSource {
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(10);
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack";
    private static final String WRAPPER = "mvnw";

    @Override
    public String name() {
        return "Maven Central";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return spec.equals(ToolSpec.KEYCLOAK);
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        Path folder = Files.createDirectory(workspace.resolve("tree"));
        List<String> unpack = new ArrayList<>(maven());
        unpack.addAll(List.of(
                "-q",
                "-B",
                PLUGIN,
                "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + spec.pinned() + ":zip",
                "-DoutputDirectory=" + folder));
        Command.of(unpack.toArray(String[]::new)).in(workspace).run(FETCH_LIMIT);
        String program = "keycloak-" + spec.pinned() + "/bin/kc.sh";
        Command.of("sh", folder.resolve(program).toString(), "build", "--db=dev-mem", "--cache=local")
                .with("JAVA_HOME", System.getProperty("java.home"))
                .in(folder)
                .run(BUILD_LIMIT);
        return launcher(folder.resolve(spec.fileName()), program, spec.pinned());
    }

    /** The wrapper of the project that this is run for, or what is installed. */
    private List<String> maven() throws FetchException {
        Optional<Path> wrapper = Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, folder -> folder.getParent())
                .map(folder -> folder.resolve(WRAPPER))
                .filter(Files::isRegularFile)
                .findFirst();
        return wrapper.isPresent()
                ? List.of("sh", wrapper.get().toString())
                : List.of(host.program("mvn").toString());
    }

    /** Says its version without a JVM of its own. */
    private static Path launcher(Path file, String program, String version) throws IOException {
        Files.writeString(file, """
                #!/bin/sh
                [ "${1:-}" != --version ] || { echo "Keycloak %s"; exit; }
                exec sh "$(dirname "$(readlink -f "$0")")/%s" "$@"
                """.formatted(version, program));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
