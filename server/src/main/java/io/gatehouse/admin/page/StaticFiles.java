package io.gatehouse.admin.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that are served, by their paths. They are read from the class path once, and a path is looked up as it was sent: what is not
 * listed here is nowhere, however it is written.
 */
public final class StaticFiles {
    private static final String FORBID_FRAMES = "DENY";
    private static final String SAME_ORIGIN = "same-origin";

    /** Scripts, styles and requests of the page's own origin alone, none of them inline; no other page may show it in a frame. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** What a browser is told with each file. It may keep a file, and asks each time whether that is still the one. */
    public static final Map<String, String> HEADERS = Map.of(
            "cache-control", "no-cache",
            "content-security-policy", POLICY,
            "cross-origin-opener-policy", SAME_ORIGIN,
            "cross-origin-resource-policy", SAME_ORIGIN,
            "referrer-policy", "no-referrer",
            "x-frame-options", FORBID_FRAMES);

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "ico", "image/x-icon",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "png", "image/png",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "woff2", "font/woff2");

    private static final List<Named> FILES = List.of(
            file("/", "index.html"),
            file("/page.css", "page.css"),
            file("/page.js", "page.js"),
            file("/client.js", "client.js"),
            file("/dom.js", "dom.js"),
            file("/format.js", "format.js"),
            file("/history.js", "history.js"),
            file("/lists.js", "lists.js"),
            file("/plots.js", "plots.js"),
            file("/search.js", "search.js"),
            file("/state.js", "state.js"),
            file("/words.js", "words.js"),
            file("/uplot.js", "uplot.js"),
            file("/uplot.css", "uplot.css"),
            file("/icon.svg", "icon.svg"));

    private static final int ETAG_CHARACTERS = 22;

    private final Map<String, StaticFile> files;

    private StaticFiles(Map<String, StaticFile> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * A file beside this class.
     *
     * @param path where it is served
     */
    private record Named(String path, String name) {
        String contentType() {
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            if (type == null) {
                throw new IllegalStateException("the content type of " + name + " is not known");
            }
            return type;
        }
    }

    private static Named file(String path, String name) {
        return new Named(path, name);
    }

    /** Reads all of them; not on an event loop. */
    public static StaticFiles load() {
        Map<String, StaticFile> files = new HashMap<>();
        for (Named named : FILES) {
            byte[] body = bytes(named.name());
            files.put(named.path(), new StaticFile(named.contentType(), body, etag(body)));
        }
        return new StaticFiles(files);
    }

    /** The names of all files. */
    static List<String> names() {
        return FILES.stream().map(Named::name).toList();
    }

    /** The file that is served at a path; null for none. */
    public @Nullable StaticFile find(String path) {
        return files.get(path);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the product");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String etag(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"'
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, ETAG_CHARACTERS)
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
