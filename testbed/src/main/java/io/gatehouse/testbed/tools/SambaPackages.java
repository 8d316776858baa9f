package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * Samba of this Debian's packages, unpacked and not installed, with a domain of Active Directory that is made once. As root only: a
 * controller has folders of the system to itself, in a namespace of its own.
 */
final class SambaPackages implements ToolSource {
    private static final List<String> PACKAGES =
            List.of("samba", "samba-ad-provision", "samba-dsdb-modules", "samba-vfs-modules", "winbind");

    private static final Duration CHECK_LIMIT = Duration.ofSeconds(10);
    private static final Duration PROVISION_LIMIT = Duration.ofMinutes(3);

    private final Host host;

    SambaPackages(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "this Debian's packages of Samba";
    }

    @Override
    public boolean offers(ToolSpec spec) {
        return spec.equals(ToolSpec.SAMBA_DC);
    }

    @Override
    public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException, InterruptedException {
        requireNamespace();
        Path folder = Files.createDirectory(workspace.resolve("program"));
        DebianPrograms.unpack(host, workspace, PACKAGES, folder.resolve("tree"));
        Files.createDirectory(folder.resolve("root"));
        Resources.of(spec).copyTo(folder);
        Path program = Files.setPosixFilePermissions(
                folder.resolve(spec.fileName()), PosixFilePermissions.fromString("rwxr-xr-x"));
        Command.of(program.toString(), "--provision").run(PROVISION_LIMIT);
        return program;
    }

    /** Before anything is downloaded. */
    private void requireNamespace() throws FetchException, IOException, InterruptedException {
        try {
            Command.of(host.program("unshare").toString(), "--mount", "--pid", "--fork", "true")
                    .run(CHECK_LIMIT);
        } catch (FetchException e) {
            throw new FetchException("a domain controller runs as root only, where it may have a namespace of its own: "
                    + e.getMessage());
        }
    }
}
