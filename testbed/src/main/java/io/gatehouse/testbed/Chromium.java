package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real browser without a window, and with a profile of its own. It reaches 127.0.0.1 and nothing else, is driven by the DevTools
 * protocol, and ends with this JVM at the latest.
 */
public final class Chromium implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String LISTENS = "DevTools listening on ";

    /** Pages of ours alone are opened, so that the sandbox, which not every machine and not root can have, is not missed. */
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-crash-reporter",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--mute-audio",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--remote-debugging-port=0");

    private final Path folder;
    private final ServerProcess process;
    private final URI address;

    private Chromium(Path folder, ServerProcess process, ServerLog log) {
        this.folder = folder;
        this.process = process;
        String line = log.await(LISTENS, 0, START_LIMIT);
        this.address = URI.create(
                line.substring(line.indexOf(LISTENS) + LISTENS.length()).strip());
    }

    /**
     * Starts one.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if it can be had in no way
     */
    public static Chromium start() throws IOException {
        Path program = Tools.find(ToolSpec.CHROMIUM).path();
        Path folder = Files.createTempDirectory("gatehouse-chromium-").toRealPath();
        ProcessBuilder command = new ProcessBuilder(program.toString()).directory(folder.toFile());
        command.command().addAll(OPTIONS);
        command.command().add("--user-data-dir=" + folder.resolve("profile"));
        command.environment().put("HOME", folder.toString());
        ServerLog log = new ServerLog();
        ServerProcess process = ServerProcess.start(command, log, null);
        try {
            return new Chromium(folder, process, log);
        } catch (RuntimeException e) {
            process.kill();
            FileTree.delete(folder);
            throw e;
        }
    }

    /** Where it speaks the DevTools protocol, as a WebSocket. */
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
        FileTree.delete(folder);
    }
}
