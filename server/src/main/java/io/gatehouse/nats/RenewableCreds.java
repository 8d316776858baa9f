package io.gatehouse.nats;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The credentials file of the service's user. It is read again for each connection, since credentials are renewed while the
 * service runs; where it cannot be used then, the last good content is.
 */
public final class RenewableCreds {
    private final Path file;
    private CredsFile good;

    private RenewableCreds(Path file, CredsFile good) {
        this.file = file;
        this.good = good;
    }

    /**
     * Reads the file.
     *
     * @throws CredsFileException when it cannot be used
     */
    public static RenewableCreds open(Path file) {
        return new RenewableCreds(file, read(file));
    }

    /** What to log in with now. */
    public NkeyLogin login(Consumer<String> warnings) {
        try {
            good = read(file);
        } catch (CredsFileException e) {
            warnings.accept(e.getMessage() + ". The last good content is used");
        }
        return NkeyLogin.of(good);
    }

    private static CredsFile read(Path file) {
        try {
            CredsFile creds = CredsFile.parse(RegularFile.text(file));
            if (creds.jwt().split("\\.", -1).length != 3) {
                throw new CredsFileException(file, "its JWT does not have three parts");
            }
            return creds;
        } catch (IOException e) {
            throw new CredsFileException(file, "it cannot be read: " + FileErrors.words(e));
        } catch (IllegalArgumentException e) {
            throw new CredsFileException(file, String.valueOf(e.getMessage()));
        }
    }
}
