package io.gatehouse.load.rig;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Compiles the plain Java peer against the libraries that the product brings: there is nothing to be fetched. */
public final class PlainJava {
    private PlainJava() {}

    /**
     * Compiles it; it runs on the Java that runs this, with the heap and the collector that Gatehouse has.
     *
     * @throws PeerMissingException when there is no compiler, or it does not compile
     */
    public static PeerService build(Repository repository) throws PeerMissingException {
        Path classes = repository.builtPeers().resolve("java-plain");
        try {
            Files.createDirectories(classes);
            String libraries = String.join(File.pathSeparator, files(repository.productLibraries(), ".jar"));
            List<String> words = new ArrayList<>(
                    List.of("--release", "17", "-Xlint:all", "-d", classes.toString(), "-cp", libraries));
            words.addAll(files(repository.peer("java-plain").resolve("src/peer"), ".java"));
            compile(words);
            return new PeerService("plain Java", command(classes + File.pathSeparator + libraries), List.of());
        } catch (IOException e) {
            throw new PeerMissingException("java-plain is left out: " + e.getMessage());
        }
    }

    private static List<String> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> command(String classPath) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-XX:+UseSerialGC", "-Xmx256m", "-cp", classPath, "peer.PlainCallout");
    }

    private static void compile(List<String> words) throws PeerMissingException {
        ToolProvider javac = ToolProvider.findFirst("javac")
                .orElseThrow(() -> new PeerMissingException(
                        "java-plain is left out: this Java has no compiler. Set JAVA_HOME to a JDK, 17 or newer"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        if (javac.run(out, out, words.toArray(String[]::new)) != 0) {
            throw new PeerMissingException("java-plain is left out: it does not compile: "
                    + said.toString().lines().findFirst().orElse(""));
        }
    }
}
