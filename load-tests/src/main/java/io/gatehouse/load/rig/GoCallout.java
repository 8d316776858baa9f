package io.gatehouse.load.rig;

import io.gatehouse.testbed.tools.LocalGo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Builds the peer on callout.go with the Go of this machine, from its pinned modules. */
public final class GoCallout {
    /** What the names of all its services begin with. */
    public static final String NAME = "callout.go";

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);

    private GoCallout() {}

    /**
     * The peer with so many workers of callout.go.
     *
     * @param workers 0 for its other way of working: one request after the other
     */
    public static PeerService service(Path program, int workers) {
        String name = NAME + (workers == 0 ? " sync" : " " + workers + " workers");
        return new PeerService(name, List.of(program.toString()), List.of("-workers", Integer.toString(workers)));
    }

    /**
     * Builds it, and returns the program.
     *
     * @throws PeerMissingException when there is no Go, or it does not build
     */
    public static Path build(Repository repository) throws PeerMissingException {
        LocalGo go = LocalGo.find()
                .orElseThrow(() -> new PeerMissingException("go-callout is left out: there is no Go on the PATH."
                        + " Install Go 1.25 or newer from https://go.dev/dl to measure against it"));
        Path program = repository.builtPeers().resolve("go-callout");
        try {
            Files.createDirectories(repository.builtPeers());
            go.build(repository.peer("go-callout"), program, BUILD_LIMIT);
            return program;
        } catch (IOException e) {
            throw new PeerMissingException("go-callout is left out: it could not be built: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerMissingException("go-callout is left out: its build was interrupted");
        }
    }
}
