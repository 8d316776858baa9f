package io.gatehouse.directory.watch;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.files.FileStamp;
import io.gatehouse.threads.BackgroundThread;
import io.gatehouse.threads.Recovery;
import io.gatehouse.threads.Vital;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a directory. A changed file takes the place of the one before it as a whole; one that cannot be used is reported
 * in the log and leaves the last good one in use.
 *
 * @param <T> what is read
 */
public final class WatchedFile<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

    /** Between two looks there are so many glances, which cost a few microseconds: a file that can be used is taken that much sooner. */
    private static final int GLANCES = 10;

    private static final long LEAST_MILLIS = 50;

    private final WatchSettings settings;
    private final String what;
    private final String thread;
    private final WatchedContent<T> content;
    private final ReloadRecorder recorder;
    private final FileWatch<T> watch;
    private final ScheduledExecutorService watcher;

    /**
     * @param what the file is, for messages: {@code users file}
     * @param thread the name of the thread that watches it
     */
    public WatchedFile(
            WatchSettings settings, String what, String thread, WatchedContent<T> content, ReloadRecorder recorder) {
        this.settings = settings;
        this.what = what;
        this.thread = thread;
        this.content = content;
        this.recorder = recorder;
        this.watch = new FileWatch<>(settings.path(), content::read, content::checksum, this::use, this::keep);
        this.watcher = Executors.newSingleThreadScheduledExecutor(work -> new BackgroundThread(work, thread));
    }

    /**
     * Reads the file and begins to watch it.
     *
     * @throws UsersFileException when the file cannot be used, nor the last good one where one is kept; the message names
     *     each mistake
     */
    public void begin() {
        SingleFileMount.warning(settings.path()).ifPresent(LOG::warn);
        try {
            use(watch.first());
        } catch (UsersFileException e) {
            beginWithLastGood(e);
        }
        long every = settings.reload().toMillis();
        // Nobody waits for it: it ends with the thread, and tells of its failures itself.
        ScheduledFuture<?> unused = watcher.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
        long between = every / GLANCES;
        if (between >= LEAST_MILLIS) {
            ScheduledFuture<?> unusedGlances =
                    watcher.scheduleWithFixedDelay(this::glance, between, between, TimeUnit.MILLISECONDS);
        }
    }

    private void beginWithLastGood(UsersFileException failure) {
        Path copy = settings.lastGood();
        if (copy == null) {
            throw failure;
        }
        T kept = lastGood(copy, failure);
        content.use(kept);
        LOG.error(
                "{}: the {} cannot be used: STARTING WITH THE LAST GOOD ONE, {} of {}, with {}",
                settings.directory(),
                what,
                copy,
                FileStamp.of(copy).modified(),
                content.inUse());
        failure.mistakes().forEach(LOG::error);
        recorder.reloadFailed();
        recorder.startedWithLastGood();
    }

    private T lastGood(Path copy, UsersFileException failure) {
        try {
            return content.read(copy);
        } catch (UsersFileException e) {
            throw failure.and(e);
        }
    }

    /** Reads the file now, whether it has changed or not; true when it could be used. */
    public CompletableFuture<Boolean> reload() {
        return CompletableFuture.supplyAsync(watch::reread, watcher).whenComplete((unused, failure) -> {
            if (failure != null) {
                LOG.error("{}: reading the {} again failed", settings.directory(), what, failure);
            }
        });
    }

    /** Does some work on the thread that watches the file, unless it is closed. */
    public void execute(Runnable work) {
        if (!watcher.isShutdown()) {
            watcher.execute(work);
        }
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }

    private void look() {
        watch(watch::look);
    }

    private void glance() {
        watch(watch::glance);
    }

    private void watch(Runnable looking) {
        Vital.run(
                thread,
                () -> Recovery.run(
                        looking,
                        mistake -> LOG.error("looking at the {} failed: it is looked at again", what, mistake)),
                recorder::watchEnded);
    }

    private void use(T read) {
        content.use(read);
        if (settings.lastGood() != null) {
            new LastGood(settings.lastGood(), what).keep(settings.path(), content.checksum(read));
        }
    }

    private void keep(UsersFileException failure) {
        LOG.error(
                "{}: the {} cannot be used: the last good one stays in use, with {}",
                settings.directory(),
                what,
                content.inUse());
        failure.mistakes().forEach(LOG::error);
        recorder.reloadFailed();
    }
}
