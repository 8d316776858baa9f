package io.gatehouse.guides;

import io.gatehouse.testbed.KeptPort;
import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person has at hand who follows a page: the programs on the PATH, an empty home, an installation, and the ports that the
 * pages speak of, for each of which there is a free one here.
 */
record Workshop(Path folder, Map<String, String> ports) {
    private static final String CLIENTS = "4222";
    private static final String HTTP = "9464";
    private static final String ADMIN = "9465";
    private static final String BADGES = "8080";
    private static final String LDAP = "3890";

    private static final String SCHEMAS = "/etc/ldap/schema";
    private static final String MODULES = "/usr/lib/ldap";

    /** Where the pages have Gatehouse installed, with its launcher. */
    private static final String INSTALLED = "/opt/gatehouse";

    /** As it was built last, with its directories. */
    private static final Path PRODUCT =
            Path.of("../server/target/gatehouse").toAbsolutePath().normalize();

    /** Of clients, routes, gateways and HTTP. */
    private static final List<String> OF_THE_PAGES = List.of(
            CLIENTS, "4223", "4224", "6222", "6223", "6224", "7222", "7223", "7224", HTTP, ADMIN, "9466", "9467",
            "4318", BADGES, LDAP);

    /** @param tools the programs of NATS that the page uses beside nats-server */
    static Workshop in(Path folder, List<String> tools) throws IOException {
        Map<String, String> ports = new LinkedHashMap<>();
        for (String port : OF_THE_PAGES) {
            ports.put(port, Integer.toString(KeptPort.free()));
        }
        Workshop workshop = new Workshop(folder, ports);
        Files.createDirectories(workshop.home());
        workshop.install();
        workshop.addPrograms(Files.createDirectories(workshop.programs()), tools);
        return workshop;
    }

    /** Where the defaults would be ports of the pages, the environment says otherwise; and midnight begins no other audit log. */
    Map<String, String> variables() {
        return Map.of(
                "PATH", programs() + ":" + System.getenv("PATH"),
                "HOME", home().toString(),
                "GATEHOUSE_NATS_URL", "nats://127.0.0.1:" + ports.get(CLIENTS),
                "GATEHOUSE_HTTP_LISTEN", "127.0.0.1:" + ports.get(HTTP),
                "GATEHOUSE_AUDIT_FILE_MAX_AGE", "0s");
    }

    String withFreePorts(String text) {
        String changed = withUnpackedFiles(text.replace(INSTALLED, installed().toString()));
        for (Map.Entry<String, String> port : ports.entrySet()) {
            changed = changed.replaceAll("\\b" + port.getKey() + "\\b", port.getValue());
        }
        return changed;
    }

    /** What Debian's package of a server has beside the program, where that is not installed. */
    private static String withUnpackedFiles(String text) {
        if (!text.contains(SCHEMAS)) {
            return text;
        }
        Path tree = Tools.find(ToolSpec.SLAPD).path().resolveSibling("tree");
        return Files.isDirectory(tree) ? text.replace(SCHEMAS, tree + SCHEMAS).replace(MODULES, tree + MODULES) : text;
    }

    String withPortsOfThePage(String text) {
        String changed = text;
        for (Map.Entry<String, String> port : ports.entrySet()) {
            changed = changed.replaceAll("\\b" + port.getValue() + "\\b", port.getKey());
        }
        return changed;
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path programs() {
        return folder.resolve("bin");
    }

    private Path installed() {
        return folder.resolve("installed");
    }

    private void install() throws IOException {
        Files.createDirectories(installed());
        Files.createSymbolicLink(installed().resolve("app"), PRODUCT);
        Files.copy(Path.of("../gatehouse"), installed().resolve("gatehouse"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Where admin requests are served is a setting that only who has their token may have. Most commands of a page end within a second or two: compiling well what they run costs more than it gains. */
    private void addPrograms(Path bin, List<String> tools) throws IOException {
        Files.createSymbolicLink(
                bin.resolve("nats-server"), NatsServerBinary.find().path());
        for (String tool : tools) {
            Files.createSymbolicLink(
                    bin.resolve(tool), Tools.find(ToolSpec.named(tool)).path());
        }
        for (String program : List.of("java", "javac", "jar")) {
            Files.createSymbolicLink(bin.resolve(program), Path.of(System.getProperty("java.home"), "bin", program));
        }
        Path gatehouse = Files.writeString(bin.resolve("gatehouse"), """
                #!/bin/sh
                [ "${1:-}" != init ] || set -- "$@" --port %s
                for file; do
                  [ ! -f "$file" ] || ! grep -q admin_token "$file" || export GATEHOUSE_HTTP_ADMIN_LISTEN=127.0.0.1:%s
                done
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' io.gatehouse.cli.Main "$@"
                """.formatted(
                        ports.get(CLIENTS),
                        ports.get(ADMIN),
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        PRODUCT.resolve("gatehouse.jar")));
        Files.setPosixFilePermissions(gatehouse, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
