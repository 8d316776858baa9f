package io.gatehouse.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The inode, size and time of a file, by which a change is noticed without reading it. Symbolic links are
 * followed, so that an exchanged link or folder (as Kubernetes does with its volumes) is a change.
 */
public record FileStamp(
        @Nullable Object inode, long size, @Nullable FileTime modified) {
    /** No file at all. */
    public static final FileStamp ABSENT = new FileStamp(null, -1, null);

    public static FileStamp of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            return ABSENT;
        }
    }

    /** Whether the file was written so shortly before that time (in ms) that a later write may have left no trace. */
    public boolean youngAt(long now) {
        return modified != null && modified.toMillis() > now - 2_000;
    }
}
