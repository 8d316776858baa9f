package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that apt takes for the whole system: its own list of sources, state, cache and settings. */
record AptFolder(Path root, Path keyring, String mirror) {
    private static final List<Path> KEYRINGS = List.of(
            Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"),
            Path.of("/usr/share/keyrings/debian-archive-keyring.pgp"));

    /** Nothing unsigned, and no waiting for a mirror that does not answer. */
    private static final String SECURITY_AND_TIME = """
            APT::Sandbox::User "root";
            APT::Get::AllowUnauthenticated "false";
            Acquire::AllowInsecureRepositories "false";
            Acquire::AllowWeakRepositories "false";
            Acquire::Check-Valid-Until "false";
            Acquire::Languages "none";
            Acquire::Retries "1";
            Acquire::http::Timeout "10";
            Acquire::https::Timeout "10";
            APT::Update::Error-Mode "any";
            """;

    /** One that takes packages of any suite from this system's mirror. */
    static AptFolder in(Path workspace) throws FetchException, IOException {
        Path keyring = KEYRINGS.stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new FetchException("no keyring of the Debian archive in /usr/share/keyrings"));
        Path root = folders(workspace);
        Files.createFile(root.resolve("state/status"));
        return new AptFolder(root, keyring, DebianMirror.ofThisSystem());
    }

    /** Settings with which apt takes this system's sources, and downloads what is not installed, without root. */
    static Path settingsOfThisSystem(Path workspace) throws IOException {
        Path root = folders(workspace);
        return Files.writeString(root.resolve("apt.conf"), """
                Dir::State "%1$s/state";
                Dir::State::status "/var/lib/dpkg/status";
                Dir::Cache "%1$s/cache";
                Debug::NoLocking "true";
                APT::Get::Assume-Yes "true";
                APT::Get::Download-Only "true";
                APT::Install-Recommends "false";
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                %2$s""".formatted(root, SECURITY_AND_TIME));
    }

    private static Path folders(Path workspace) throws IOException {
        Path root = Files.createDirectories(workspace.resolve("apt"));
        for (String folder : List.of("state/lists/partial", "cache/archives/partial", "none", "downloads")) {
            Files.createDirectories(root.resolve(folder));
        }
        return root;
    }

    Path settings() {
        return root.resolve("apt.conf");
    }

    Path downloads() {
        return root.resolve("downloads");
    }

    /** Points apt at one suite, signed by the Debian archive only. */
    void use(String suite) throws IOException {
        Files.writeString(
                root.resolve("sources.list"), "deb [signed-by=%s] %s %s main%n".formatted(keyring, mirror, suite));
        Files.writeString(settings(), settingsText());
    }

    /**
     * Read by apt after the system's own settings, so that proxies stay and everything named here is ours. A mirror may be a
     * snapshot of some weeks ago: it is signed all the same, and what it has is good enough.
     */
    private String settingsText() {
        return """
                Dir::State "%1$s/state";
                Dir::State::status "%1$s/state/status";
                Dir::Cache "%1$s/cache";
                Dir::Etc::sourcelist "%1$s/sources.list";
                Dir::Etc::sourceparts "%1$s/none";
                Dir::Etc::preferences "%1$s/none/preferences";
                Dir::Etc::preferencesparts "%1$s/none";
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                #clear Acquire::IndexTargets::deb::DEP-11;
                #clear Acquire::IndexTargets::deb::DEP-11-icons;
                %2$s""".formatted(root, SECURITY_AND_TIME);
    }
}
