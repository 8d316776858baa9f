package io.gatehouse.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guides.Guide.Block;
import io.gatehouse.testbed.KubernetesApi;
import io.gatehouse.testbed.junit.MachineLimit;
import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Executes a page in a folder of its own, with a home of its own, and with free ports in the place of the page's. */
final class GuideRun {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final String MARK = "=== end of the block in line ";
    /** The folder of a checkout that pages may use. */
    private static final String PACKAGING = "packaging";

    private static final ToolSpec PROVIDER = ToolSpec.OIDC_PROVIDER;
    private static final Pattern FOREIGN = Pattern.compile("(GATEHOUSE|NATS|NSC|XDG|NKEYS|JAZZER)_.*|CI");

    private final Guide guide;
    private final Path folder;
    private final Path work;
    private final Workshop workshop;
    private final GuideDomain domain;
    private final Map<String, String> environment = new HashMap<>();

    private GuideRun(Guide guide, Path folder, GuideDomain domain, List<String> tools) throws IOException {
        this.guide = guide;
        this.domain = domain;
        this.folder = folder;
        this.work = folder.resolve("work");
        this.workshop = Workshop.in(folder, tools);
        environment.putAll(workshop.variables());
    }

    /**
     * Executes it, and holds what it prints against what the page says.
     *
     * @param tools the programs of NATS that it uses beside nats-server
     */
    static void of(Guide guide, String... tools) throws IOException, InterruptedException {
        run(guide, false, Map.of(), tools);
    }

    /** The same with the API server of a cluster, which {@code kubectl} speaks to. */
    static void inCluster(Guide guide, KubernetesApi cluster, String... tools)
            throws IOException, InterruptedException {
        run(guide, false, Map.of("KUBECONFIG", cluster.kubeconfig().toString()), tools);
    }

    /** The same with client libraries at hand, each as the testbed's own client program of its language has it. */
    static void withClientLibraries(Guide guide, String... tools) throws IOException, InterruptedException {
        run(guide, true, Map.of(), tools);
    }

    private static void run(Guide guide, boolean libraries, Map<String, String> variables, String... tools)
            throws IOException, InterruptedException {
        needPrograms(guide);
        Path folder = Files.createTempDirectory("gatehouse-guide-").toRealPath();
        try (GuideDatabase database = GuideDatabase.of(guide);
                GuideDomain domain = GuideDomain.of(guide)) {
            GuideRun run = new GuideRun(guide, folder, domain, List.of(tools));
            run.workshop.ports().putAll(database.ports());
            run.environment.putAll(variables);
            if (libraries) {
                run.environment.putAll(ClientLibraries.in(folder));
                if (guide.script().contains(PROVIDER.command())) {
                    ClientLibraries.addPackages(PROVIDER, folder.resolve("node_modules"));
                }
            }
            run.run();
        } finally {
            FileTree.delete(folder);
        }
    }

    /** What the page uses. Who has none can install it; where nothing may be left out, the page fails by itself. */
    private static void needPrograms(Guide guide) {
        String scripts = guide.blocks().stream().map(Block::script).collect(Collectors.joining("\n"));
        List<Path> path = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        for (String program : List.of("bash", "curl", "openssl", "psql")) {
            boolean here = path.stream().anyMatch(bin -> Files.isExecutable(bin.resolve(program)));
            boolean needed = program.equals("bash") || scripts.contains(program + " ");
            if (needed && !here && !"true".equalsIgnoreCase(System.getenv("CI"))) {
                MachineLimit.leaveOut("program " + program + ", which guides use");
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("guide.sh"), domain.in(workshop.withFreePorts(script())));
        Path output = folder.resolve("output");
        int exit = exitCode(script, output);
        List<String> printed = Files.readAllLines(output).stream()
                .map(workshop::withPortsOfThePage)
                .toList();
        int from = 0;
        for (Block block : guide.blocks()) {
            int end = printed.indexOf(MARK + block.line());
            List<String> here = printed.subList(from, end < 0 ? printed.size() : end);
            assertThat(end)
                    .as("%s, line %d, ended with exit code %d: %s", guide, block.line(), exit, told(here))
                    .isNotNegative();
            assertThat(PrintedLines.missing(block.expected(), here))
                    .as("%s, line %d, does not print this: %s", guide, block.line(), told(here))
                    .isEmpty();
            from = end + 1;
        }
        assertThat(exit)
                .as("exit code; the last block printed: %s", told(printed.subList(from, printed.size())))
                .isZero();
    }

    private String told(List<String> printed) {
        return "it printed\n" + String.join("\n", printed) + "\nThe logs end with\n" + String.join("\n", logs()) + "\n";
    }

    /** The last lines of every log that the page has written. */
    private List<String> logs() {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .flatMap(file -> end(file).stream())
                    .toList();
        } catch (IOException e) {
            return List.of("No logs: " + e);
        }
    }

    private static List<String> end(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.subList(Math.max(0, lines.size() - 8), lines.size());
        } catch (IOException e) {
            return List.of(file + ": " + e);
        }
    }

    private String script() {
        StringBuilder script = new StringBuilder("""
                set -euo pipefail
                trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT
                """);
        for (Block block : guide.blocks()) {
            script.append(block.fails() ? failing(block.script()) : block.script() + "\n");
            script.append("echo '").append(MARK).append(block.line()).append("'\n");
        }
        return script.toString();
    }

    private static String failing(String script) {
        return "set +e\n(set -e\n" + script + "\n)\n"
                + "if [ $? -eq 0 ]; then echo 'this should have failed'; exit 1; fi\nset -e\n";
    }

    private int exitCode(Path script, Path output) throws IOException, InterruptedException {
        Files.createDirectory(work);
        domain.addTo(work);
        if (guide.script().contains(PACKAGING + "/")) {
            Files.createSymbolicLink(
                    work.resolve(PACKAGING),
                    Path.of("..", PACKAGING).toAbsolutePath().normalize());
        }
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> FOREIGN.matcher(name).matches());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            return process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
