package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Our own token for the API server, from a file that is written anew before the token ends. A file that cannot be used leaves the
 * token before in use.
 */
final class OwnToken {
    private static final Logger LOG = LoggerFactory.getLogger(OwnToken.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** What a header can have. */
    private static final Pattern TEXT = Pattern.compile("[\\x21-\\x7e]+");

    private final String directory;
    private final Path file;
    private final long pause;
    private final AtomicLong nextLook;
    private volatile String current;
    private volatile boolean unusable;

    private OwnToken(String directory, Path file, Duration pause) throws IOException {
        this.directory = directory;
        this.file = file;
        this.pause = pause.toNanos();
        this.nextLook = new AtomicLong(System.nanoTime() + this.pause);
        this.current = read(file);
    }

    /**
     * Reads it.
     *
     * @param directory the name of the directory
     * @throws IOException when the file cannot be used
     */
    static OwnToken of(String directory, Path file) throws IOException {
        return new OwnToken(directory, file, LOOK);
    }

    /** @param pause between two looks at the file, while the token is taken */
    static OwnToken of(String directory, Path file, Duration pause) throws IOException {
        return new OwnToken(directory, file, pause);
    }

    /**
     * Reads a token; waits for the disk.
     *
     * @throws IOException when there is none; the reason does not repeat it
     */
    static String read(Path file) throws IOException {
        String text;
        try {
            text = RegularFile.text(file).strip();
        } catch (CharacterCodingException e) {
            throw new FileSystemException(file.toString(), null, "not a token");
        }
        if (!TEXT.matcher(text).matches()) {
            throw new FileSystemException(file.toString(), null, text.isEmpty() ? "empty" : "not a token");
        }
        return text;
    }

    /** The token as it was read last. Now and then the file is looked at, by another thread. */
    String text() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due > 0 && nextLook.compareAndSet(due, now + pause)) {
            Disposable unused = Schedulers.boundedElastic().schedule(this::look);
        }
        return current;
    }

    /** Another token than one that was refused; empty while there is none. */
    Mono<String> otherThan(String refused) {
        return current.equals(refused)
                ? Mono.fromCallable(this::looked)
                        .subscribeOn(Schedulers.boundedElastic())
                        .filter(now -> !now.equals(refused))
                : Mono.just(current);
    }

    private String looked() {
        look();
        return current;
    }

    private synchronized void look() {
        try {
            String now = read(file);
            unusable = false;
            if (!now.equals(current)) {
                current = now;
                LOG.info("{}: our own token was read anew from {}", directory, file);
            }
        } catch (IOException e) {
            if (!unusable) {
                unusable = true;
                LOG.warn("{}: the token before stays in use: {}: {}", directory, file, FileErrors.words(e));
            }
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "OwnToken[" + file + "]";
    }
}
