package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The files that a program is built or installed from, kept beside this class in {@code folder/command-version}: what
 * pins its dependencies, and the sources of a program of ours.
 */
record Resources(String folder, List<String> files) {
    static Resources of(ToolSpec spec) {
        String name = spec.command() + "-" + spec.pinned();
        return switch (spec.command()) {
            case "client-js" ->
                new Resources("npm/" + name, List.of("package.json", "package-lock.json", "client.cjs"));
            case "oidc-provider" ->
                new Resources("npm/" + name, List.of("package.json", "package-lock.json", "provider.mjs"));
            case "client-py" -> new Resources("pip/" + name, List.of("requirements.txt", "client.py"));
            case "samba-dc" -> new Resources("samba/" + name, List.of("samba-dc"));
            case "client-go", "otelcol", "grafana-schema" ->
                new Resources("go/" + name, List.of("go.mod", "go.sum", "main.go"));
            case "kubectl" -> of(ToolSpec.KUBE_APISERVER);
            case "prometheus" -> of(ToolSpec.PROMTOOL);
            default -> new Resources("go/" + name, List.of("go.mod", "go.sum"));
        };
    }

    void copyTo(Path target) throws IOException {
        for (String file : files) {
            Files.write(target.resolve(file), bytes(file));
        }
    }

    String text(String file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** Eight hex digits that differ when a file does. */
    String mark() {
        CRC32 sum = new CRC32();
        for (String file : files) {
            try {
                sum.update(bytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return "%08x".formatted(sum.getValue());
    }

    private byte[] bytes(String file) throws IOException {
        String name = folder + "/" + file;
        try (InputStream stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("Missing resource " + name);
            }
            return stream.readAllBytes();
        }
    }
}
