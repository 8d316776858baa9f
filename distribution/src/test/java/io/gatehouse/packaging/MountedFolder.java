package io.gatehouse.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A projected volume as the kubelet keeps one: every file is reached over one symbolic link, which is exchanged when any of them changes.
 */
final class MountedFolder {
    private static final String CURRENT = "..data";

    private final Path folder;
    private final Yaml sources;
    private int version;

    /**
     * An empty one.
     *
     * @param sources of the volume, as the pod has them
     */
    MountedFolder(Path folder, Yaml sources) {
        this.folder = folder;
        this.sources = sources;
    }

    Path folder() {
        return folder;
    }

    /**
     * Puts all files into their places at once.
     *
     * @param objects the data of each ConfigMap and Secret by its name
     */
    void fill(Map<String, Map<String, String>> objects) throws IOException {
        Path next = Files.createDirectories(folder.resolve("..version-" + ++version));
        for (Map.Entry<String, String> file : files(objects).entrySet()) {
            Path target = next.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue(), StandardCharsets.UTF_8);
            Path link = folder.resolve(Path.of(file.getKey()).getName(0));
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, Path.of(CURRENT).resolve(link.getFileName()));
            }
        }
        Path temporary = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
        Files.move(
                temporary,
                folder.resolve(CURRENT),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, String> files(Map<String, Map<String, String>> objects) {
        Map<String, String> files = new HashMap<>();
        for (Yaml source : sources.items()) {
            Yaml object = source.at(source.keys().get(0));
            Map<String, String> data = objects.get(object.at("name").text());
            if (data == null) {
                throw new IllegalArgumentException("There is no " + source.value());
            }
            List<Yaml> items = object.at("items").items();
            if (items.isEmpty()) {
                files.putAll(data);
            }
            items.forEach(item ->
                    files.put(item.at("path").text(), data.get(item.at("key").text())));
        }
        return files;
    }
}
