package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Installed by pip from the index that it is set up for, each package in the version that {@code requirements.txt} names. */
final class PipInstall implements ToolSource {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Host host;

    PipInstall(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "an installation by pip";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return spec.equals(ToolSpec.CLIENT_PY);
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        Path python = host.program("python3");
        Path folder = Files.createDirectory(workspace.resolve("tree"));
        Resources.of(spec).copyTo(folder);
        // A script's own folder is where Python looks for packages first.
        Command.of(
                        python.toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--no-deps",
                        "--target=.",
                        "--requirement=requirements.txt")
                .in(folder)
                .run(LIMIT);
        return Launcher.write(folder.resolve(spec.fileName()), python, "client.py");
    }
}
