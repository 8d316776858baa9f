package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Installed by npm from the registry that it is set up for, checked against the sums of {@code package-lock.json}. */
final class NpmInstall implements ToolSource {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Host host;

    NpmInstall(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "an installation by npm";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return spec.equals(ToolSpec.CLIENT_JS);
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        Path node = host.program("node");
        Path npm = host.program("npm");
        Path folder = Files.createDirectory(workspace.resolve("tree"));
        Resources.of(spec).copyTo(folder);
        Command.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .in(folder)
                .run(LIMIT);
        return Launcher.write(folder.resolve(spec.fileName()), node, "client.cjs");
    }
}
