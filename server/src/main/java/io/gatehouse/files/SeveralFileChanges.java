package io.gatehouse.files;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notices that the content of one of several small files is another one, as {@link FileChanges} does. Used by one thread at a time. */
public final class SeveralFileChanges {
    private final Map<Path, FileChanges> files = new LinkedHashMap<>();
    private final int most;

    /** @param most how many bytes each file may have; a larger one counts as one that cannot be read */
    public SeveralFileChanges(int most) {
        this.most = most;
    }

    /** Takes the content of all files that are looked at, as it is now, for known. */
    public void know() {
        files.values().forEach(FileChanges::know);
    }

    /**
     * Looks at these files from now on, and at no others. The content of those that were not looked at before is not known: what
     * their reader has read a while ago may be another one, so that each of them is told once.
     */
    public void follow(Collection<Path> paths) {
        files.keySet().retainAll(paths);
        for (Path path : paths) {
            files.computeIfAbsent(path, added -> {
                FileChanges changes = new FileChanges(added, most);
                changes.forget();
                return changes;
            });
        }
    }

    /** Looks at all of them; the first that has another content than the one known last, which is known from now on; or null. */
    public @Nullable Path look() {
        Path changed = null;
        for (Map.Entry<Path, FileChanges> file : files.entrySet()) {
            if (file.getValue().look() && changed == null) {
                changed = file.getKey();
            }
        }
        return changed;
    }
}
