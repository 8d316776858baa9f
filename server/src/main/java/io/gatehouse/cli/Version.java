package io.gatehouse.cli;

import io.gatehouse.service.ProductVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What this build is: from the jar's manifest, when it runs from a jar. */
final class Version implements IVersionProvider {
    private static final String TITLE = "Gatehouse";

    @Override
    public String[] getVersion() {
        String commit = value(manifest(), "Gatehouse-Commit", "");
        return new String[] {
            TITLE + " " + ProductVersion.number() + (commit.isEmpty() ? "" : " (" + commit + ")"),
            "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    private static String value(@Nullable Attributes manifest, String name, String fallback) {
        String value = manifest == null ? null : manifest.getValue(name);
        return value == null ? fallback : value;
    }

    private static @Nullable Attributes manifest() {
        try {
            for (URL url : Collections.list(Version.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
                try (InputStream in = url.openStream()) {
                    Attributes attributes = new Manifest(in).getMainAttributes();
                    if (TITLE.equals(attributes.getValue("Implementation-Title"))) {
                        return attributes;
                    }
                }
            }
        } catch (IOException e) {
            return null;
        }
        return null;
    }
}
