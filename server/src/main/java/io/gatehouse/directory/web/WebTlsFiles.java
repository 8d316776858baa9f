package io.gatehouse.directory.web;

import io.gatehouse.files.RegularFile;
import io.gatehouse.tls.TlsMaterial;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PEM files of one directory's TLS: read again while the service runs, for certificates are renewed. Files that cannot be used leave
 * those before in use.
 */
final class WebTlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(WebTlsFiles.class);

    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final WebSettings settings;
    private final List<Path> files;
    private final long pause;
    private final AtomicLong nextLook;
    private volatile WebTls current;

    /** Of the files as they were seen last, whether they could be used or not; written by one look at a time. */
    private volatile String seen;

    /**
     * Reads them.
     *
     * @param pause between two looks
     * @throws IOException when a file cannot be used; the message names it
     */
    WebTlsFiles(WebSettings settings, Duration pause) throws IOException {
        this.settings = settings;
        TlsSettings tls = settings.tls();
        this.files = Stream.of(tls.ca(), tls.cert(), tls.key())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        this.pause = pause.toNanos();
        this.nextLook = new AtomicLong(System.nanoTime() + this.pause);
        this.seen = fingerprint();
        this.current = read();
    }

    WebTls current() {
        return current;
    }

    /** Whether it is time for a look, which the caller then takes: nobody else is told so. */
    boolean isLookDue() {
        long due = nextLook.get();
        long now = System.nanoTime();
        return !files.isEmpty() && now - due > 0 && nextLook.compareAndSet(due, now + pause);
    }

    /** Reads the files when they have changed; waits for the disk. */
    void look() {
        try {
            String now = fingerprint();
            if (!now.equals(seen)) {
                seen = now;
                current = read();
                LOG.info("{}: the files of {}.tls were read anew", settings.name(), settings.section());
            }
        } catch (IOException e) {
            LOG.warn(
                    "{}: the files of {}.tls have changed, and those before stay in use: {}",
                    settings.name(),
                    settings.section(),
                    e.getMessage());
        }
    }

    private WebTls read() throws IOException {
        TlsMaterial material = TlsMaterial.read(settings.tls(), settings.section());
        return new WebTls(material, settings.tls().serverName(), settings.connectTimeout());
    }

    private String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(digest(RegularFile.bytes(file, MOST_BYTES)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(byte[] content) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }
}
