package io.gatehouse.testbed.tools;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An outside program: which version is fetched, which is good enough, and where it is built from.
 *
 * @param command what it is called on the PATH
 * @param pinned the version that is fetched when none is found
 * @param minimum the oldest version that is good enough
 * @param exact whether no other version than the pinned one will do
 * @param variable the environment variable that names the program's file
 * @param goPackage what Go builds, {@code .} for a program of ours; empty when it is not written in Go
 * @param linkerFlags more flags for the Go linker
 */
public record ToolSpec(
        String command,
        String pinned,
        String minimum,
        boolean exact,
        String variable,
        String goPackage,
        String linkerFlags) {
    public static final ToolSpec NATS_SERVER =
            tool("nats-server", "2.15.3", "2.10", "GATEHOUSE_NATS_SERVER", "github.com/nats-io/nats-server/v2", "");
    public static final ToolSpec NSC =
            tool("nsc", "2.12.2", "0.0", "GATEHOUSE_NSC", "github.com/nats-io/nsc/v2", "-X main.version=2.12.2");
    public static final ToolSpec NATS =
            tool("nats", "0.4.0", "0.0", "GATEHOUSE_NATS_CLI", "github.com/nats-io/natscli/nats", "");

    /** Holds metrics and alert rules to Prometheus' own rules. */
    public static final ToolSpec PROMTOOL = tool(
            "promtool",
            "3.5.1",
            "2.40",
            "GATEHOUSE_PROMTOOL",
            "github.com/prometheus/prometheus/cmd/promtool",
            "-X github.com/prometheus/common/version.Version=3.5.1");

    /** The server itself, built from the same modules, without its pages; {@link io.gatehouse.testbed.PrometheusServer} runs it. */
    public static final ToolSpec PROMETHEUS = tool(
            "prometheus",
            PROMTOOL.pinned,
            PROMTOOL.minimum,
            "GATEHOUSE_PROMETHEUS",
            "github.com/prometheus/prometheus/cmd/prometheus",
            PROMTOOL.linkerFlags);

    /** A collector of traces, OpenTelemetry's with the parts that tests need; {@link io.gatehouse.testbed.OtelCollector} runs it. */
    public static final ToolSpec OTELCOL = client("otelcol", "0.165.0", ".");

    /** Reads a dashboard by the types that Grafana publishes for its own: a program of ours on its library. */
    public static final ToolSpec GRAFANA_SCHEMA = client("grafana-schema", "0.0.22", ".");

    /** Client programs, each on one library; {@link io.gatehouse.testbed.ClientProgram} runs them. */
    public static final ToolSpec CLIENT_GO = client("client-go", "1.55.0", ".");

    public static final ToolSpec CLIENT_JS = client("client-js", "3.4.0", "");
    public static final ToolSpec CLIENT_PY = client("client-py", "2.16.0", "");

    /** An OpenID provider; {@link io.gatehouse.testbed.OidcProvider} runs it. */
    public static final ToolSpec OIDC_PROVIDER = client("oidc-provider", "9.13.3", "");

    /** Another one, of which companies have their own; {@link io.gatehouse.testbed.KeycloakServer} runs it. */
    public static final ToolSpec KEYCLOAK = client("keycloak", "26.7.3", "");

    /** Ordinary programs of the operating system, which are only looked for. */
    private static final ToolSpec CURL = tool("curl", "0.0", "0.0", "GATEHOUSE_CURL", "", "");

    private static final ToolSpec OPENSSL = tool("openssl", "0.0", "0.0", "GATEHOUSE_OPENSSL", "", "");

    /** An LDAP server, and the program that puts entries into one. */
    public static final ToolSpec SLAPD = tool("slapd", "0.0", "0.0", "GATEHOUSE_SLAPD", "", "");

    public static final ToolSpec LDAPADD = tool("ldapadd", "0.0", "0.0", "GATEHOUSE_LDAPADD", "", "");

    /** The database server; {@code initdb} is beside it. */
    public static final ToolSpec POSTGRES = tool("postgres", "15.0", "12.0", "GATEHOUSE_POSTGRES", "", "");

    /** The API server of Kubernetes, and the program that people speak to it with; both are built from the same modules. */
    public static final ToolSpec KUBE_APISERVER = kubernetes("kube-apiserver", "GATEHOUSE_KUBE_APISERVER");

    public static final ToolSpec KUBECTL = kubernetes("kubectl", "GATEHOUSE_KUBECTL");

    /** Renders and checks charts. */
    public static final ToolSpec HELM = tool(
            "helm",
            "3.22.0",
            "3.0",
            "GATEHOUSE_HELM",
            "helm.sh/helm/v3/cmd/helm",
            "-X helm.sh/helm/v3/internal/version.version=v3.22.0");

    /** The database of an API server. */
    public static final ToolSpec ETCD = tool("etcd", "0.0", "0.0", "GATEHOUSE_ETCD", "", "");

    /** A domain controller of Active Directory, Samba's; {@link io.gatehouse.testbed.DomainController} runs it. */
    public static final ToolSpec SAMBA_DC = tool("samba-dc", "4.17", "4.0", "GATEHOUSE_SAMBA_DC", "", "");

    /** Tells of a systemd unit what it leaves open, without a systemd that runs. */
    private static final ToolSpec SYSTEMD_ANALYZE =
            tool("systemd-analyze", "0.0", "0.0", "GATEHOUSE_SYSTEMD_ANALYZE", "", "");

    /** A browser without a window; {@link io.gatehouse.testbed.Chromium} runs it. */
    public static final ToolSpec CHROMIUM = tool("chromium-headless-shell", "0.0", "0.0", "GATEHOUSE_CHROMIUM", "", "");

    /** Where Debian has a program, by its command. */
    private static final Map<String, String> DEBIAN = Map.of(
            "slapd", "slapd",
            "ldapadd", "ldap-utils",
            "postgres", "postgresql",
            "etcd", "etcd-server",
            "systemd-analyze", "systemd",
            "chromium-headless-shell", "chromium-headless-shell");

    /** The released servers that tests can be run on, oldest first; the newest is the one that is fetched by default. */
    private static final List<String> SERVERS = List.of("2.10.29", "2.12.15", "2.14.7", "2.14.10", "2.15.1", "2.15.3");

    private static final List<ToolSpec> KNOWN = List.of(
            NATS_SERVER,
            NSC,
            NATS,
            PROMTOOL,
            PROMETHEUS,
            OTELCOL,
            GRAFANA_SCHEMA,
            CLIENT_GO,
            CLIENT_JS,
            CLIENT_PY,
            OIDC_PROVIDER,
            KEYCLOAK,
            CURL,
            OPENSSL,
            SLAPD,
            LDAPADD,
            POSTGRES,
            KUBE_APISERVER,
            KUBECTL,
            HELM,
            ETCD,
            SAMBA_DC,
            SYSTEMD_ANALYZE,
            CHROMIUM);

    private static ToolSpec tool(
            String command, String pinned, String minimum, String variable, String goPackage, String linkerFlags) {
        return new ToolSpec(command, pinned, minimum, false, variable, goPackage, linkerFlags);
    }

    private static ToolSpec kubernetes(String command, String variable) {
        return tool(
                command,
                "1.37.2",
                "1.30",
                variable,
                "k8s.io/kubernetes/cmd/" + command,
                "-X k8s.io/component-base/version.gitVersion=v1.37.2");
    }

    private static ToolSpec client(String command, String library, String goPackage) {
        String variable = "GATEHOUSE_" + command.toUpperCase(Locale.ROOT).replace('-', '_');
        return new ToolSpec(command, library, library, true, variable, goPackage, "");
    }

    /**
     * The program with that command, {@code nats-server} for one; or one version of nats-server, {@code
     * nats-server@2.10.29}.
     *
     * @throws IllegalArgumentException if no such program is known here
     */
    public static ToolSpec named(String command) {
        return Stream.concat(KNOWN.stream(), servers().stream())
                .filter(spec -> spec.label().equals(command))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Unknown tool '" + command + "'; known are: " + known()));
    }

    private static String known() {
        return Stream.concat(KNOWN.stream(), servers().stream())
                .map(ToolSpec::label)
                .collect(Collectors.joining(", "));
    }

    /** The released servers that tests can be run on, oldest first. */
    public static List<ToolSpec> servers() {
        return SERVERS.stream().map(ToolSpec::server).toList();
    }

    private static ToolSpec server(String version) {
        String variable = NATS_SERVER.variable + "_" + version.replace('.', '_');
        return new ToolSpec(
                NATS_SERVER.command, version, version, true, variable, NATS_SERVER.goPackage, NATS_SERVER.linkerFlags);
    }

    /** How it is asked for, see {@link #named}. */
    public String label() {
        return isServer() && exact ? command + "@" + pinned : command;
    }

    /** The version, and of what is made from sources of ours a mark that changes with them. */
    String edition() {
        return isScript() || goPackage.equals(".")
                ? pinned + "-" + Resources.of(this).mark()
                : pinned;
    }

    /** Whether the program needs what lies beside it. */
    boolean needsItsFolder() {
        return isScript() || equals(KEYCLOAK) || debianPackage() != null;
    }

    /** The package of Debian that it is taken from; null where it is not. */
    @Nullable String debianPackage() {
        return DEBIAN.get(command);
    }

    private boolean isScript() {
        return Stream.of(CLIENT_JS, CLIENT_PY, OIDC_PROVIDER, SAMBA_DC)
                .anyMatch(script -> script.command.equals(command));
    }

    /** Whether it is asked for its version; a program of the operating system ({@code openssl}) may have no option for that. */
    boolean hasVersion() {
        return !pinned.equals("0.0") && !Set.of("kubectl", "helm").contains(command);
    }

    boolean isServer() {
        return command.equals("nats-server");
    }

    boolean isEnough(ToolVersion version) {
        return exact ? version.equals(ToolVersion.of(pinned)) : version.isAtLeast(ToolVersion.of(minimum));
    }

    /** Which versions are good enough, in words for people. */
    String wanted() {
        return exact ? ToolVersion.of(pinned).toString() : ToolVersion.of(minimum) + " or newer";
    }

    /** The file's name on this operating system. */
    String fileName() {
        return isWindows() ? command + ".exe" : command;
    }

    /** What a person can do to have this program. */
    public String remedy() {
        String which = exact ? " " + pinned : minimum.equals("0.0") ? "" : " " + minimum + " or newer";
        return "Install " + command + which + " so that it is on the PATH, or set " + variable + " to its file.";
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
