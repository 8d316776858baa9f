package io.gatehouse.service.types;

import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.certificate.CertificateDirectoryType;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.http.HttpDirectoryType;
import io.gatehouse.directory.kv.KvDirectoryType;
import io.gatehouse.directory.nkey.NkeyDirectoryType;
import io.gatehouse.directory.token.TokenDirectoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of directories that there are. */
public final class DirectoryTypes {
    /** Set by the launcher to the folder with jars of third parties, where there is one. */
    private static final String FOLDER = "gatehouse.lib";

    /** Those of the product that need no library of their own. */
    public static final List<DirectoryType> BUILT_IN = List.of(
            new FileDirectoryType(),
            new CertificateDirectoryType(),
            new KvDirectoryType(),
            new HttpDirectoryType(),
            new NkeyDirectoryType(),
            new TokenDirectoryType());

    private DirectoryTypes() {}

    /**
     * Those of the product, then those of third parties.
     *
     * @throws DirectoryJarException when a jar cannot be used
     */
    public static List<DirectoryType> all() {
        String folder = System.getProperty(FOLDER);
        List<DirectoryType> own = Stream.concat(BUILT_IN.stream(), DirectoryModules.ofTheProduct().stream())
                .toList();
        return folder == null ? own : DirectoryJars.addTo(own, Path.of(folder));
    }
}
