package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Built by the Go that is on this machine, from sources pinned by the {@code go.mod} and {@code go.sum} kept beside this
 * class: Go refuses a module whose checksum is another.
 */
final class GoBuild implements ToolSource {
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);
    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(15);
    private static final Path USUAL_PLACE = Path.of("/usr/local/go/bin/go");

    private final Host host;

    GoBuild(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "a build with Go";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return !spec.goPackage().isEmpty();
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        Path go = go();
        Resources sources = Resources.of(spec);
        checkVersion(go, sources.text("go.mod"), spec);
        sources.copyTo(workspace);
        Path program = workspace.resolve(spec.fileName());
        build(go, spec, program).in(workspace).run(BUILD_LIMIT);
        return program;
    }

    private Command build(Path go, ToolSpec spec, Path program) {
        return command(
                        go,
                        "build",
                        "-mod=readonly",
                        "-trimpath",
                        "-ldflags=-s -w " + spec.linkerFlags(),
                        "-o",
                        program.toString(),
                        spec.goPackage())
                .with("CGO_ENABLED", "0");
    }

    /** Runs the Go that is installed: it fetches no other toolchain and uses no workspace. */
    private static Command command(Path go, String... words) {
        String[] all = Stream.concat(Stream.of(go.toString()), Stream.of(words)).toArray(String[]::new);
        return Command.of(all).with("GOTOOLCHAIN", "local").with("GOWORK", "off");
    }

    private Path go() throws FetchException {
        List<Path> found = host.onPath("go");
        if (!found.isEmpty()) {
            return found.get(0);
        }
        if (Files.isExecutable(USUAL_PLACE)) {
            return USUAL_PLACE;
        }
        throw new FetchException("there is no Go on the PATH");
    }

    private static void checkVersion(Path go, String module, ToolSpec spec)
            throws FetchException, IOException, InterruptedException {
        ToolVersion here = ToolVersion.of(command(go, "env", "GOVERSION").run(QUESTION_LIMIT));
        ToolVersion needed = ToolVersion.of(module.lines()
                .filter(line -> line.startsWith("go "))
                .findFirst()
                .orElse("0.0"));
        if (!here.isAtLeast(needed)) {
            throw new FetchException("Go " + here + " is too old: " + spec.command() + " " + spec.pinned()
                    + " needs Go " + needed + " or newer");
        }
    }
}
