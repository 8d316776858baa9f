package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.MachineLimit;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gatehouse dist} makes: complete, as its bill of materials says, and able to run alone. */
@Tag("heavy")
class PackagesIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DIST = ROOT.resolve("distribution/target/dist");
    private static final Duration BUILD = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Beyond what was asked for, and what systemd calls good, so that nothing is taken out of the unit unnoticed. */
    private static final String EXPOSURE = "--threshold=20";

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(#[^)]*)?\\)");

    @TempDir
    private static Path temp;

    private static Path tarball;
    private static Path unpacked;

    @BeforeAll
    static void pack() throws Exception {
        run(BUILD, ROOT.resolve("gatehouse").toString(), "dist");
        tarball = only("gatehouse-.*\\.tar\\.gz");
        run(PATIENCE, "tar", "-xzf", tarball.toString(), "-C", temp.toString());
        try (Stream<Path> folders = Files.list(temp)) {
            unpacked = folders.filter(folder -> folder.getFileName().toString().startsWith("gatehouse-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Sorted, of one time and of root, with modes that come from nobody's umask. */
    @Test
    void entriesOfTheTarballTellNothingOfWhoBuiltIt() throws Exception {
        List<String> entries = run(PATIENCE, "tar", "--full-time", "--numeric-owner", "-tvzf", tarball.toString())
                .lines()
                .toList();

        String entry = "(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--) 0/0 +\\d+ " + released() + " gatehouse-[0-9.]+/.*";
        assertThat(entries).hasSizeGreaterThan(100).allMatch(line -> line.matches(entry));
        assertThat(entries).filteredOn(line -> line.startsWith("-rwx")).hasSize(1);
        assertThat(entries.stream().map(line -> line.substring(line.indexOf("gatehouse-"))))
                .isSorted();
    }

    @Test
    void theTarballHasWhatBelongsToIt() {
        for (String file : List.of(
                "gatehouse",
                "app/gatehouse.jar",
                "app/directories/ldap/ldap.jar",
                "LICENSE",
                "NOTICE",
                "CHANGELOG.md",
                "README.md",
                "docs/guides/installing.md",
                "examples/gatehouse.yaml",
                "systemd/gatehouse.service",
                "gatehouse.cdx.json")) {
            assertThat(unpacked.resolve(file)).isNotEmptyFile();
        }
        assertThat(unpacked.resolve("app/build")).content().matches("[0-9a-f]{32}\n");
    }

    /** Pictures, schemas, alerts and the dashboard too; what lies outside of docs is of the sources. */
    @Test
    void everythingUnderDocsThatAPageLinksToIsThere() throws IOException {
        Path docs = unpacked.resolve("docs");
        List<String> broken = new ArrayList<>();
        try (Stream<Path> files = Files.walk(docs)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                LINK.matcher(Files.readString(page))
                        .results()
                        .map(link -> page.resolveSibling(link.group(1)).normalize())
                        .filter(target -> target.startsWith(docs) && !Files.exists(target))
                        .forEach(target -> broken.add(docs.relativize(page) + ": " + docs.relativize(target)));
            }
        }
        assertThat(broken).isEmpty();
        assertThat(docs.resolve("monitoring/gatehouse-alerts.yml")).isNotEmptyFile();
    }

    @Test
    void theBillOfMaterialsNamesEveryJarAndNoOther() throws IOException {
        List<String> own = List.of("gatehouse", "ldap", "oidc", "postgres");
        try (Stream<Path> files = Files.walk(unpacked.resolve("app"))) {
            List<String> jars = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.substring(0, name.length() - ".jar".length()))
                    .toList();

            assertThat(jars).hasSizeGreaterThan(40).containsAll(own);
            assertThat(Materials.of(unpacked).libraries().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            jars.stream().filter(jar -> !own.contains(jar)).collect(Collectors.toSet()));
        }
    }

    /** In the version that docs/dependencies.md has, with its licence, whose text is in NOTICE. */
    @Test
    void theBillOfMaterialsNamesWhatThePageDrawsItsPlotsWith() throws IOException {
        Matcher version = Pattern.compile("draws its plots with uPlot ([0-9.]+) \\(MIT licence\\)")
                .matcher(Files.readString(unpacked.resolve("docs/dependencies.md")));

        assertThat(version.find()).isTrue();
        assertThat(Materials.of(unpacked).others())
                .isEqualTo(Map.of("pkg:npm/uplot@" + version.group(1), List.of("MIT")));
        assertThat(unpacked.resolve("NOTICE")).content().contains("gatehouse.jar contains uPlot");
    }

    /** As its authors ship it in the jar, or else the text of the licence that its pom names. */
    @Test
    void theLicenceOfEveryLibraryIsThere() throws IOException {
        Path licenses = unpacked.resolve("licenses");
        Map<String, List<String>> missing = new TreeMap<>();
        Materials.of(unpacked).libraries().forEach((library, named) -> {
            if (!Files.isDirectory(licenses.resolve(library))
                    && named.stream().noneMatch(name -> Files.exists(licenses.resolve(name + ".txt")))) {
                missing.put(library, named);
            }
        });
        assertThat(missing).isEmpty();
    }

    /** Neither sources nor Maven are beside it, it leaves no file and starts no process, and has its CDS archive. */
    @Test
    @AgainstNatsServer
    @SuppressWarnings("try") // closing may be interrupted
    void aStartTakesWhatIsThere() throws Exception {
        run(BUILD, unpacked.resolve("gatehouse").toString(), "train");
        Deployment deployment = Deployment.create(
                temp.resolve("deployment"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
        Map<Path, Long> before = sizes();
        Path log = temp.resolve("service.log");
        try (NatsServer server = NatsServer.start(NatsServerConfig.file(deployment.serverConf()))) {
            Process service = start(
                    log,
                    unpacked.resolve("gatehouse").toString(),
                    "run",
                    "-c",
                    deployment.settings().toString(),
                    "--http",
                    "off",
                    "--server",
                    server.url());
            try {
                await().atMost(PATIENCE).until(() -> Files.readString(log).contains("Ready "));
                try (Connection alice = Nats.connect(Options.builder()
                        .server(server.url())
                        .userInfo("alice", "alice")
                        .connectionTimeout(PATIENCE)
                        .build())) {
                    assertThat(alice.getStatus()).isEqualTo(Connection.Status.CONNECTED);
                }
                assertThat(service.descendants()).isEmpty();
            } finally {
                service.destroy();
                assertThat(service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
        }
        assertThat(Files.readString(log)).doesNotContain("WARN", "ERROR", "gatehouse train");
        assertThat(sizes()).isEqualTo(before);
    }

    @Test
    void theExampleIsAConfiguration() throws Exception {
        Path log = temp.resolve("example.log");
        Process check = start(
                log,
                unpacked.resolve("gatehouse").toString(),
                "check",
                "--offline",
                "-c",
                unpacked.resolve("examples/gatehouse.yaml").toString());
        assertThat(check.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        // The keys and credentials are not there; every setting is one.
        assertThat(Files.readString(log))
                .contains("creds/service.creds", "keys/AUTH.signing.nk")
                .doesNotContain("unknown", "line ");
    }

    @Test
    void theDebianPackageHasItsFieldsAndItsOwners() throws Exception {
        Path deb = debianPackage();
        String fields = run(PATIENCE, "dpkg-deb", "--field", deb.toString());
        List<String> contents =
                run(PATIENCE, "dpkg-deb", "--contents", deb.toString()).lines().toList();

        assertThat(fields)
                .contains("Package: gatehouse\n", "Version: " + version() + "-1\n")
                .contains("Depends: adduser, default-jre-headless (>= 2:1.17) | java17-runtime-headless\n");
        assertThat(contents)
                .allMatch(entry -> entry.matches("\\S+ root/root .*"))
                .anyMatch(entry -> entry.matches("drwxr-x--- .* \\./etc/gatehouse/"))
                .anyMatch(entry -> entry.matches("-rw-r----- .* \\./etc/gatehouse/gatehouse\\.yaml"))
                .anyMatch(entry -> entry.matches("lrwx.* \\./usr/bin/gatehouse -> .*/share/gatehouse/gatehouse"))
                .anyMatch(entry -> entry.endsWith(" ./usr/share/doc/gatehouse/copyright"));
        run(
                PATIENCE,
                "dpkg-deb",
                "--control",
                deb.toString(),
                temp.resolve("control").toString());
        assertThat(temp.resolve("control/conffiles"))
                .hasContent("/etc/gatehouse/gatehouse.yaml\n/etc/default/gatehouse\n");
    }

    @Test
    @NeedsTool("systemd-analyze")
    void theServiceMayDoLittle() throws Exception {
        Path analyze = Tools.find(ToolSpec.named("systemd-analyze")).path();
        Path debian = temp.resolve("debian");
        run(PATIENCE, "dpkg-deb", "--extract", debianPackage().toString(), debian.toString());
        for (Path unit : List.of(
                unpacked.resolve("systemd/gatehouse.service"),
                debian.resolve("usr/lib/systemd/system/gatehouse.service"))) {
            String told = run(
                    PATIENCE,
                    analyze.toString(),
                    "security",
                    "--no-pager",
                    "--offline=true",
                    EXPOSURE,
                    unit.toString());

            assertThat(told).contains("Overall exposure level for gatehouse.service");
            assertThat(unit)
                    .content()
                    .contains("\nStateDirectory=gatehouse\n", "\nLogsDirectory=gatehouse\n", "\nLimitCORE=0\n");
        }
    }

    private static Path debianPackage() throws IOException {
        boolean here = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "dpkg-deb")));
        if (!here) {
            MachineLimit.leaveOut("program dpkg-deb, which makes packages for Debian");
        }
        return only("gatehouse_.*\\.deb");
    }

    private static Path only(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(DIST)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches(pattern))
                    .toList();
            assertThat(found).as(pattern).hasSize(1);
            return found.get(0);
        }
    }

    private static String version() throws IOException {
        return ofPom("version");
    }

    private static String released() throws IOException {
        return ofPom("project.build.outputTimestamp").replace('T', ' ').replace("Z", "");
    }

    private static String ofPom(String element) throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        int begin = pom.indexOf("<" + element + ">") + element.length() + 2;
        return pom.substring(begin, pom.indexOf('<', begin));
    }

    private static Map<Path, Long> sizes() throws IOException {
        try (Stream<Path> files = Files.walk(unpacked)) {
            return files.collect(
                    Collectors.toMap(file -> file, file -> file.toFile().length()));
        }
    }

    private static String run(Duration limit, String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(temp, "output", ".log");
        Process process = start(output, words);
        assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS))
                .as(String.join(" ", words))
                .isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as("%s: %s", words[0], text).isZero();
        return text;
    }

    private static Process start(Path output, String... words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C", "TZ", "UTC"));
        return builder.start();
    }
}
