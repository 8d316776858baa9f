package io.gatehouse.directory.file;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.files.FileStamp;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.ServerVersion;
import io.gatehouse.threads.Recovery;
import io.gatehouse.threads.Vital;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a users.json: finds the identity of a user name and password. A changed file takes the place of
 * the one before it as a whole; one that cannot be used is reported in the log and leaves the last good one in use.
 */
public final class FileDirectory implements Directory {
    private static final Logger LOG = LoggerFactory.getLogger(FileDirectory.class);

    private static final Set<LoginPart> READS = Set.of(LoginPart.USER, LoginPart.PASSWORD);

    private static final String THREAD = "gatehouse-users";

    private final FileDirectorySettings settings;
    private final PasswordChecks checks;
    private final ReloadRecorder recorder;
    private final FileWatch watch;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(FileDirectory::thread);
    private final Function<UsersFile, List<String>> review;
    private volatile FileState current;
    /** What the last review said; the watching thread's. */
    private List<String> told = List.of();

    private FileDirectory(
            FileDirectorySettings settings,
            PasswordChecks checks,
            Function<UsersFile, List<String>> review,
            ReloadRecorder recorder) {
        this.settings = settings;
        this.review = review;
        this.recorder = recorder;
        this.watch = new FileWatch(settings.path(), this::read, this::use, this::keep);
        this.checks = checks;
        this.current = new FileState(settings.name(), UsersFile.none(settings.form()), checks);
    }

    /**
     * Reads the file and begins to watch it.
     *
     * @param checks checks the passwords; not closed with it
     * @param review what is to be said of the users of a file beside what the file itself tells, as things are now: a line for
     *     each warning; asked on the thread that read the file
     * @throws UsersFileException when the file cannot be used, nor the last good one where one is kept; the message names
     *     each mistake
     */
    public static FileDirectory open(
            FileDirectorySettings settings,
            PasswordChecks checks,
            Function<UsersFile, List<String>> review,
            ReloadRecorder recorder) {
        FileDirectory directory = new FileDirectory(settings, checks, review, recorder);
        try {
            directory.begin();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        return directory;
    }

    private void begin() {
        SingleFileMount.warning(settings.path()).ifPresent(LOG::warn);
        try {
            use(watch.first());
        } catch (UsersFileException e) {
            beginWithLastGood(e);
        }
        long every = settings.reload().toMillis();
        // Nobody waits for it: it ends with the thread, and tells of its failures itself.
        ScheduledFuture<?> unused = watcher.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    private void beginWithLastGood(UsersFileException failure) {
        Path copy = settings.lastGood();
        if (copy == null) {
            throw failure;
        }
        UsersFile kept = lastGood(copy, failure);
        LOG.error(
                "{}: the users file cannot be used: STARTING WITH THE LAST GOOD ONE, {} of {}, with {}",
                name(),
                copy,
                FileStamp.of(copy).modified(),
                users(kept.size()));
        failure.mistakes().forEach(LOG::error);
        putInForce(kept);
        recorder.reloadFailed();
        recorder.startedWithLastGood();
    }

    private UsersFile lastGood(Path copy, UsersFileException failure) {
        try {
            return read(copy);
        } catch (UsersFileException e) {
            throw failure.and(e);
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return FileDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return READS;
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        return current.lookup(login);
    }

    @Override
    public @Nullable PasswordHash decoy() {
        return current.users().decoy();
    }

    /** Reads the file now, whether it has changed or not; true when it could be used. */
    public CompletableFuture<Boolean> reload() {
        return CompletableFuture.supplyAsync(watch::reread, watcher).whenComplete((unused, failure) -> {
            if (failure != null) {
                LOG.error("{}: reading the users file again failed", name(), failure);
            }
        });
    }

    /** Says what a version of nats-server makes of the users' limits, where any have some. */
    public void servedBy(String version) {
        long limited = current.users().limited();
        ServerVersion server = ServerVersion.parse(version);
        if (limited == 0 || server == null) {
            return;
        }
        if (server.enforcesLimits()) {
            LOG.info("{}: nats-server {} enforces subs and payload of {}", name(), version, users((int) limited));
        } else {
            LOG.warn(
                    "{}: nats-server {} does not enforce subs and payload of {}: 2.14.10, 2.15.3 and newer ones do",
                    name(),
                    version,
                    users((int) limited));
        }
    }

    /** Reviews the users again, and warns anew when there is something else to be said of them than before. */
    public void reconsider() {
        if (watcher.isShutdown()) {
            return;
        }
        watcher.execute(() -> Recovery.run(
                this::tellAnew, mistake -> LOG.error("looking for users who cannot be let in failed", mistake)));
    }

    private void tellAnew() {
        List<String> before = told;
        told = review.apply(current.users());
        if (!told.equals(before)) {
            told.forEach(LOG::warn);
        }
    }

    /** How many users are loaded. */
    public int users() {
        return current.users().size();
    }

    /** Its users, made anew for each who asks. */
    public Stream<Identity> identities() {
        return current.users().identities();
    }

    /** Whether any password has to be hashed to be checked. */
    public boolean hashes() {
        return current.users().hashes();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }

    private void look() {
        Vital.run(
                THREAD,
                () -> Recovery.run(
                        watch::look,
                        mistake -> LOG.error("looking at the users file failed: it is looked at again", mistake)),
                recorder::watchEnded);
    }

    private UsersFile read(Path path) {
        return UsersFile.read(path, current.users(), checks.threads());
    }

    private void use(UsersFile file) {
        putInForce(file);
        if (settings.lastGood() != null) {
            new LastGood(settings.lastGood()).keep(settings.path(), file.checksum());
        }
    }

    private void putInForce(UsersFile file) {
        current = new FileState(settings.name(), file, checks);
        file.warnings().forEach(LOG::warn);
        told = review.apply(file);
        told.forEach(LOG::warn);
        LOG.info("{}: {} loaded", name(), users(file.size()));
        recorder.reloaded(file.size());
    }

    private static String users(int number) {
        return number == 1 ? "1 user" : number + " users";
    }

    private void keep(UsersFileException failure) {
        LOG.error("{}: the users file cannot be used: the last good one stays in use, with {}", name(), users(users()));
        failure.mistakes().forEach(LOG::error);
        recorder.reloadFailed();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, THREAD);
        thread.setDaemon(true);
        return thread;
    }
}
