package io.gatehouse.load.clients.scenario;

import io.gatehouse.load.options.LoadException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the launcher of the project that this tool was built in. */
final class Launcher {
    private Launcher() {}

    /**
     * The nearest file {@code gatehouse} above our own classes.
     *
     * @throws LoadException when there is none
     */
    static Path find() {
        for (Path folder = ownPlace(); folder != null; folder = folder.getParent()) {
            Path launcher = folder.resolve("gatehouse");
            if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
                return launcher;
            }
        }
        throw new LoadException(
                "the launcher gatehouse is not above this tool's classes; name a service with --service");
    }

    private static Path ownPlace() {
        try {
            return Path.of(Launcher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("our own classes have no place", e);
        }
    }
}
