package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Built by the Go that is on this machine, from sources pinned by the {@code go.mod} and {@code go.sum} kept beside this
 * class: Go refuses a module whose checksum is another.
 */
final class GoBuild implements ToolSource {
    /** The largest program takes seven minutes of one processor, and the machine may have other things to do. */
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(40);

    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(15);

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
        LocalGo go = LocalGo.on(host).orElseThrow(() -> new FetchException("there is no Go on the PATH"));
        Resources sources = Resources.of(spec);
        checkVersion(go, sources.text("go.mod"), spec);
        sources.copyTo(workspace);
        Path program = workspace.resolve(spec.fileName());
        go.build(program, spec.goPackage(), "-ldflags=-s -w " + spec.linkerFlags())
                .in(workspace)
                .run(BUILD_LIMIT);
        return program;
    }

    private static void checkVersion(LocalGo go, String module, ToolSpec spec)
            throws FetchException, IOException, InterruptedException {
        ToolVersion here = ToolVersion.of(go.command("env", "GOVERSION").run(QUESTION_LIMIT));
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
