package io.gatehouse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A folder as Kubernetes mounts a Secret: all of its files are replaced at once, by another target of one symbolic link. */
final class MountedFiles {
    private final Path folder;
    private int versions;

    private MountedFiles(Path folder) {
        this.folder = folder;
    }

    /** Mounts these texts, by the names of their files. */
    static MountedFiles in(Path folder, Map<String, String> texts) {
        try {
            MountedFiles mounted = new MountedFiles(Files.createDirectories(folder));
            mounted.replace(texts);
            for (String name : texts.keySet()) {
                Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
            }
            return mounted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has all files say something else in one moment. */
    void replace(Map<String, String> texts) throws IOException {
        String version = "..v" + ++versions;
        Path data = Files.createDirectory(folder.resolve(version));
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(data.resolve(text.getKey()), text.getValue());
        }
        Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of(version));
        Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
