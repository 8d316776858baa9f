package io.gatehouse.load.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds the peer on callout.go with the Go of this machine, from its pinned modules. */
public final class GoCallout {
    /** What the names of all its services begin with. */
    public static final String NAME = "callout.go";

    private static final Path USUAL_PLACE = Path.of("/usr/local/go/bin/go");
    private static final int BUILD_MINUTES = 10;

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
        Path program = repository.builtPeers().resolve("go-callout");
        List<String> command =
                List.of(go().toString(), "build", "-mod=readonly", "-trimpath", "-o", program.toString(), ".");
        try {
            Files.createDirectories(repository.builtPeers());
            run(command, repository.peer("go-callout"));
            return program;
        } catch (IOException e) {
            throw new PeerMissingException("go-callout is left out: it could not be built: " + e.getMessage());
        }
    }

    private static Path go() throws PeerMissingException {
        return Pattern.compile(Pattern.quote(java.io.File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry).resolve("go"))
                .filter(Files::isExecutable)
                .findFirst()
                .or(() -> Stream.of(USUAL_PLACE).filter(Files::isExecutable).findFirst())
                .orElseThrow(() -> new PeerMissingException("go-callout is left out: there is no Go on the PATH."
                        + " Install Go 1.25 or newer from https://go.dev/dl to measure against it"));
    }

    /** Runs the Go that is installed: it fetches no other toolchain and uses no workspace. */
    private static void run(List<String> command, Path folder) throws IOException, PeerMissingException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GOTOOLCHAIN", "local");
        builder.environment().put("GOWORK", "off");
        builder.environment().put("CGO_ENABLED", "0");
        Path output = Files.createTempFile("go-callout", ".build");
        try {
            Process process = builder.redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                throw new PeerMissingException("go-callout is left out: its build "
                        + (ended ? "failed: " : "took longer than " + BUILD_MINUTES + " minutes: ")
                        + lastLine(Files.readString(output, StandardCharsets.UTF_8)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerMissingException("go-callout is left out: its build was interrupted");
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
    }
}
