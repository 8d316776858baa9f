package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The Go that is installed on this machine, told to fetch no other toolchain and to use no workspace. */
public final class LocalGo {
    private static final Path USUAL_PLACE = Path.of("/usr/local/go/bin/go");

    private final Path go;

    private LocalGo(Path go) {
        this.go = go;
    }

    /** The first on the PATH, or the one in Go's usual place. */
    public static Optional<LocalGo> find() {
        return on(Host.current());
    }

    static Optional<LocalGo> on(Host host) {
        return Stream.concat(host.onPath("go").stream(), Stream.of(USUAL_PLACE).filter(Files::isExecutable))
                .findFirst()
                .map(LocalGo::new);
    }

    /**
     * Builds the module in a folder, from the modules that its {@code go.sum} pins.
     *
     * @throws IOException when it does not build; the message has the last lines of the output
     */
    public void build(Path module, Path program, Duration limit) throws IOException, InterruptedException {
        try {
            build(program, ".").in(module).run(limit);
        } catch (FetchException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A build without cgo. */
    Command build(Path program, String goPackage, String... flags) {
        String[] words = Stream.of(
                        Stream.of("build", "-mod=readonly", "-trimpath"),
                        Stream.of(flags),
                        Stream.of("-o", program.toString(), goPackage))
                .flatMap(part -> part)
                .toArray(String[]::new);
        return command(words).with("CGO_ENABLED", "0");
    }

    Command command(String... words) {
        String[] all = Stream.concat(Stream.of(go.toString()), Stream.of(words)).toArray(String[]::new);
        return Command.of(all).with("GOTOOLCHAIN", "local").with("GOWORK", "off");
    }
}
