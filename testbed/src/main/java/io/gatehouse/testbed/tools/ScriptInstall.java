package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of ours in a scripting language, with its packages installed beside it by that language's own installer, from
 * the registry that the installer is set up for.
 *
 * @param interpreter what runs the script
 * @param installer the program that installs the packages, and its arguments
 * @param script the file that is run
 */
record ScriptInstall(Host host, ToolSpec spec, String interpreter, List<String> installer, String script)
        implements ToolSource {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final List<String> NPM = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");

    /** Checked against the sums of {@code package-lock.json}. */
    static ScriptInstall npm(Host host) {
        return new ScriptInstall(host, ToolSpec.CLIENT_JS, "node", NPM, "client.cjs");
    }

    /** In the same way. */
    static ScriptInstall oidcProvider(Host host) {
        return new ScriptInstall(host, ToolSpec.OIDC_PROVIDER, "node", NPM, "provider.mjs");
    }

    /** Each package in the version that {@code requirements.txt} names; Python looks in the script's own folder first. */
    static ScriptInstall pip(Host host) {
        List<String> installer = List.of(
                "python3",
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--target=.",
                "--requirement=requirements.txt");
        return new ScriptInstall(host, ToolSpec.CLIENT_PY, "python3", installer, "client.py");
    }

    @Override
    public String name() {
        return "an installation by " + (installer.equals(NPM) ? "npm" : "pip");
    }

    @Override
    public boolean offers(ToolSpec wanted) {
        return wanted.equals(spec);
    }

    @Override
    public Path fetch(ToolSpec wanted, Path workspace) throws FetchException, IOException, InterruptedException {
        Path runner = host.program(interpreter);
        String[] words = Stream.concat(
                        Stream.of(host.program(installer.get(0)).toString()),
                        installer.stream().skip(1))
                .toArray(String[]::new);
        Path folder = Files.createDirectory(workspace.resolve("tree"));
        Resources.of(spec).copyTo(folder);
        Command.of(words).in(folder).run(LIMIT);
        return Launcher.write(folder.resolve(spec.fileName()), runner, script);
    }
}
