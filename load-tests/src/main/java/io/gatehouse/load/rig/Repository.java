package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of this project, which measurements start Gatehouse and build the peers from.
 *
 * @param root where the launcher lies
 */
public record Repository(Path root) {
    /**
     * The one that this class was built in.
     *
     * @throws LoadException when the tool was taken out of it
     */
    public static Repository ours() {
        try {
            Path here = Path.of(Repository.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return above(here);
        } catch (URISyntaxException e) {
            throw new LoadException("The load tool's own folder cannot be found: " + e.getMessage(), e);
        }
    }

    static Repository above(Path inside) {
        for (@Nullable Path folder = inside; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("gatehouse")) && Files.isDirectory(folder.resolve("load-tests"))) {
                return new Repository(folder);
            }
        }
        throw new LoadException("This command needs the project's sources, and " + inside
                + " is not in them: run ./gatehouse load from a clone of the repository");
    }

    public Path launcher() {
        return root.resolve("gatehouse");
    }

    /** The libraries that the product runs on. */
    public Path productLibraries() {
        return root.resolve("server/target/gatehouse/lib");
    }

    public Path peer(String name) {
        return root.resolve("load-tests/compare/peers").resolve(name);
    }

    /** Where built peers are kept. */
    public Path builtPeers() {
        return root.resolve("load-tests/target/peers");
    }
}
