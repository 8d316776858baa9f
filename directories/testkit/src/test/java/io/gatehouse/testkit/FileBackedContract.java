package io.gatehouse.testkit;

import io.gatehouse.directory.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a directory with a file, which is there and good, or is gone, or holds garbage. */
public abstract class FileBackedContract<D extends Directory> extends DirectoryContract {
    @TempDir
    private Path folder;

    private @Nullable D directory;

    /** What the file holds. */
    protected abstract String good();

    /** What it holds in place of that; not to be read. */
    protected abstract String garbage();

    protected abstract D open(Path file) throws IOException;

    /** Has the file read again. */
    protected abstract CompletableFuture<Boolean> reload(D directory);

    private Path file() {
        return folder.resolve("file");
    }

    @Override
    protected final Directory open() throws IOException {
        D opened = open(Files.writeString(file(), good()));
        directory = opened;
        return opened;
    }

    @Override
    protected final Set<Fault> faults() {
        return Set.of(Fault.DOWN, Fault.GARBAGE);
    }

    @Override
    protected final void inject(Fault fault) throws Exception {
        switch (fault) {
            case DOWN -> Files.deleteIfExists(file());
            case GARBAGE -> Files.writeString(file(), garbage());
            default -> Files.writeString(file(), good());
        }
        D opened = directory;
        if (opened != null) {
            try {
                reload(opened).get();
            } catch (RejectedExecutionException e) {
                // it is closed, and reads nothing any more
            }
        }
    }
}
