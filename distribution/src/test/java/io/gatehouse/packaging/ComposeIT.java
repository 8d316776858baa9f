package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The compose file, without containers: each program is given what the file gives it, and looks at that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOLDER = ROOT.resolve("packaging/compose");

    @TempDir
    static Path temp;

    private Yaml compose;

    /** A copy of what the file and its mounts need, with the folder that {@code gatehouse init} makes. */
    @BeforeAll
    void copy() throws IOException {
        compose = Yaml.of(Files.readString(FOLDER.resolve("compose.yaml")));
        copy(FOLDER, temp.resolve("packaging/compose"));
        copy(ROOT.resolve("docs/monitoring"), temp.resolve("docs/monitoring"));
        Deployment.create(here().resolve("nats"), DeploymentOptions.defaults().withMode(Mode.CONFIG));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private Path here() {
        return temp.resolve("packaging/compose");
    }

    @Test
    void itHasThreeServersTwoInstancesAndWhoWatchesThem() {
        assertThat(compose.at("services").keys())
                .containsExactly("nats1", "nats2", "nats3", "gatehouse1", "gatehouse2", "prometheus", "grafana");
        assertThat(compose.at("services").keys())
                .allSatisfy(name -> assertThat(service(name).at("image").text()).matches("\\S+:[^:]*[0-9][^:]*"));
    }

    @Test
    void everyMountIsThereAndMayNotBeWritten() {
        for (String name : compose.at("services").keys()) {
            for (String mount : service(name).at("volumes").texts()) {
                String[] parts = mount.split(":", -1);
                if (compose.at("volumes").keys().contains(parts[0])) {
                    continue;
                }
                assertThat(here().resolve(parts[0]).normalize())
                        .as("%s of %s", mount, name)
                        .exists();
                assertThat(parts).as("%s of %s", mount, name).hasSize(3).endsWith("ro");
            }
        }
    }

    @Test
    void instancesAreHeldToWhatTheImageNeeds() throws IOException {
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
        for (String name : List.of("gatehouse1", "gatehouse2")) {
            assertThat(service(name).at("read_only").text()).isEqualTo("true");
            assertThat(service(name).at("cap_drop").texts()).containsExactly("ALL");
            assertThat(service(name).at("image").text()).contains("gatehouse:" + version());
            assertThat(service(name).at("command").texts()).startsWith("run", "-c", "/etc/gatehouse/gatehouse.yaml");
        }
        assertThat(dockerfile).contains("gatehouse:" + version());
    }

    @Test
    void gatehouseFindsNothingWrongWithItsConfiguration() throws Exception {
        Finished check = Finished.of(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                ROOT.resolve("server/target/gatehouse/gatehouse.jar").toString(),
                "check",
                "--offline",
                "-c",
                inside("gatehouse1", "/etc/gatehouse/gatehouse.yaml").toString()));

        assertThat(check.good()).contains("0 failed");
    }

    @Test
    @AgainstNatsServer
    void natsServerTakesItsConfiguration() throws Exception {
        for (String name : List.of("nats1", "nats2", "nats3")) {
            List<String> command = new ArrayList<>();
            command.add(NatsServerBinary.find().path().toString());
            for (String word : service(name).at("command").texts()) {
                command.add(word.startsWith("/") ? inside(name, word).toString() : word);
            }
            command.add("-t");

            assertThat(Finished.of(command).good()).contains("is valid");
        }
    }

    /** Whom Gatehouse and the servers are told of are services of the file, by ports that these listen on. */
    @Test
    void theyFindEachOther() throws IOException {
        List<String> told = new ArrayList<>();
        for (String name : compose.at("services").keys()) {
            service(name).at("command").texts().stream()
                    .flatMap(word -> Stream.of(word.split(",", -1)))
                    .filter(word -> word.startsWith("nats://"))
                    .map(word -> word.substring("nats://".length()))
                    .filter(address -> !address.startsWith("0.0.0.0"))
                    .forEach(told::add);
        }
        Yaml prometheus = Yaml.of(Files.readString(inside("prometheus", "/etc/prometheus/prometheus.yml")));
        told.addAll(prometheus
                .at("scrape_configs", 0, "static_configs", 0, "targets")
                .texts());
        Yaml sources =
                Yaml.of(Files.readString(inside("grafana", "/etc/grafana/provisioning/datasources/gatehouse.yaml")));
        told.add(sources.at("datasources", 0, "url").text().replace("http://", ""));

        Map<String, List<String>> ports =
                Map.of("nats", List.of("4222", "6222"), "gatehouse", List.of("9464"), "prometheus", List.of("9090"));
        assertThat(told).hasSize(15).allSatisfy(address -> {
            String host = address.substring(0, address.indexOf(':'));
            assertThat(compose.at("services").keys()).contains(host);
            assertThat(ports.get(host.replaceAll("[0-9]", ""))).contains(address.substring(host.length() + 1));
        });
    }

    @Test
    @NeedsTool("promtool")
    void prometheusTakesItsConfigurationAndTheRules() throws Exception {
        Map<String, Path> mounts = mounts("prometheus");
        Path etc = Files.createDirectories(temp.resolve("prometheus"));
        for (String name : List.of("prometheus.yml", "gatehouse-alerts.yml")) {
            Files.copy(mounts.get("/etc/prometheus/" + name), etc.resolve(name));
        }

        String told = Finished.of(List.of(
                        Tools.find(ToolSpec.PROMTOOL).path().toString(),
                        "check",
                        "config",
                        etc.resolve("prometheus.yml").toString()))
                .good();

        assertThat(told).contains("1 rule files found", "is valid prometheus config file");
    }

    @Test
    void grafanaIsGivenTheDashboard() throws IOException {
        Yaml providers =
                Yaml.of(Files.readString(inside("grafana", "/etc/grafana/provisioning/dashboards/gatehouse.yaml")));
        String path = providers.at("providers", 0, "options", "path").text();
        Yaml sources =
                Yaml.of(Files.readString(inside("grafana", "/etc/grafana/provisioning/datasources/gatehouse.yaml")));

        assertThat(mounts("grafana").keySet())
                .anyMatch(target -> target.startsWith(path + "/") && target.endsWith(".json"));
        assertThat(Files.readString(inside("grafana", path + "/gatehouse.json")))
                .contains("\"query\": \"" + sources.at("datasources", 0, "type").text() + "\"");
    }

    /** Not with the name and password that Grafana has at first, neither in the form nor by HTTP. */
    @Test
    void nobodyLogsInToGrafana() {
        Yaml variables = service("grafana").at("environment");

        assertThat(variables.at("GF_AUTH_ANONYMOUS_ORG_ROLE").text()).isEqualTo("Viewer");
        assertThat(variables.at("GF_AUTH_DISABLE_LOGIN_FORM").text()).isEqualTo("true");
        assertThat(variables.at("GF_AUTH_BASIC_ENABLED").text()).isEqualTo("false");
        assertThat(variables.at("GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION").text())
                .isEqualTo("true");
    }

    private Yaml service(String name) {
        Yaml service = compose.at("services", name);
        assertThat(service.isThere()).as(name).isTrue();
        return new Yaml(merged(service.value()));
    }

    /** YAML's merge key, which is no part of the language any more and which compose files have. */
    private static Object merged(Object value) {
        Map<Object, Object> all = new TreeMap<>();
        Map<?, ?> map = (Map<?, ?>) value;
        if (map.get("<<") instanceof Map<?, ?> base) {
            all.putAll(base);
        }
        all.putAll(map);
        return all;
    }

    /** What is mounted into a service's container, by its place there. */
    private Map<String, Path> mounts(String service) {
        Map<String, Path> mounts = new TreeMap<>();
        for (String mount : service(service).at("volumes").texts()) {
            String[] parts = mount.split(":", -1);
            mounts.put(parts[1], here().resolve(parts[0]).normalize());
        }
        return mounts;
    }

    /** The file that a service finds at a path. */
    private Path inside(String service, String path) {
        return mounts(service).entrySet().stream()
                .filter(mount -> path.equals(mount.getKey()) || path.startsWith(mount.getKey() + "/"))
                .map(mount -> mount.getValue()
                        .resolve(path.substring(mount.getKey().length()).replaceFirst("^/", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not mounted into " + service));
    }

    private static String version() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        int begin = pom.indexOf("<version>") + "<version>".length();
        return pom.substring(begin, pom.indexOf('<', begin));
    }
}
