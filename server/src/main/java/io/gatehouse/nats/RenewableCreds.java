package io.gatehouse.nats;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The credentials file of the service's user. It is read again for each connection, since credentials are renewed while the
 * service runs; where it cannot be used then, the last good content is. Where a server refuses what is in it, what one has accepted before
 * is tried in turn with it. Used by one thread at a time.
 */
public final class RenewableCreds {
    private final Path file;
    private CredsFile good;
    private CredsFile used;
    private @Nullable CredsFile accepted;
    private @Nullable CredsFile refused;

    private RenewableCreds(Path file, CredsFile good) {
        this.file = file;
        this.good = good;
        this.used = good;
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
        CredsFile before = accepted;
        used = before != null && good.equals(refused) ? before : good;
        return NkeyLogin.of(used);
    }

    /** A server has let us in with the last login. */
    public void accepted() {
        accepted = used;
        refused = null;
    }

    /** A server has refused the last login. */
    public void refused() {
        refused = used;
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
