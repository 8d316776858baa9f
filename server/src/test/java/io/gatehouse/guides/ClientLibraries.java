package io.gatehouse.guides;

import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The client libraries of NATS, as those find them who write programs in a folder: the packages of Node and the module of Go above it,
 * those of Python and Java by variables.
 */
final class ClientLibraries {
    private static final String MODULE = "/io/gatehouse/testbed/tools/go/client-go-";

    /** What programs find in a current Node, and not yet in Debian's. */
    private static final String NEWER_NODE = """
            globalThis.crypto ??= require("node:crypto").webcrypto;
            URL.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
            """;

    private ClientLibraries() {}

    /** Puts them into a folder; the variables that say where the others are. */
    static Map<String, String> in(Path folder) throws IOException {
        addPackages(ToolSpec.CLIENT_JS, Files.createDirectory(folder.resolve("node_modules")));
        for (String file : new String[] {"go.mod", "go.sum"}) {
            copyOfModule(file, folder.resolve(file));
        }
        Map<String, String> variables = new HashMap<>(caches());
        variables.put("NODE_OPTIONS", "--require=" + Files.writeString(folder.resolve("newer-node.cjs"), NEWER_NODE));
        variables.put("PYTHONPATH", installed(ToolSpec.CLIENT_PY).toString());
        variables.put("CLASSPATH", jars());
        return variables;
    }

    /** Puts the packages of Node that a program was installed with beside others; they go on finding what they need themselves. */
    static void addPackages(ToolSpec program, Path packages) throws IOException {
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(installed(program).resolve("node_modules"), "[@a-z]*")) {
            for (Path each : all) {
                Path link = packages.resolve(each.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, each);
                }
            }
        }
    }

    private static Path installed(ToolSpec program) throws IOException {
        return Tools.find(program).path().toRealPath().resolveSibling("");
    }

    private static void copyOfModule(String file, Path target) throws IOException {
        String name = MODULE + ToolSpec.CLIENT_GO.pinned() + "/" + file;
        try (InputStream stream = ToolSpec.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("Missing resource " + name);
            }
            Files.copy(stream, target);
        }
    }

    /** Go keeps modules and what it has built in the home, which is an empty one here. */
    private static Map<String, String> caches() {
        Path home = Path.of(System.getProperty("user.home"));
        Map<String, String> variables = new HashMap<>();
        Map.of("GOPATH", "go", "GOCACHE", ".cache/go-build", "GOENV", ".config/go/env")
                .forEach((name, below) -> variables.put(
                        name,
                        System.getenv().getOrDefault(name, home.resolve(below).toString())));
        variables.put("GOTOOLCHAIN", "local");
        variables.put("CGO_ENABLED", "0");
        return variables;
    }

    private static String jars() {
        return Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
