package io.gatehouse.directory.file;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.changes.UserChanges;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.watch.WatchedContent;
import io.gatehouse.directory.watch.WatchedFile;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.ServerVersion;
import io.gatehouse.threads.Recovery;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * The directory of a users.json: finds the identity of a user name and password. A changed file takes the place of
 * the one before it as a whole; one that cannot be used is reported in the log and leaves the last good one in use.
 */
public final class FileDirectory implements LoadedDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(FileDirectory.class);

    private static final Set<LoginPart> READS = Set.of(LoginPart.USER, LoginPart.PASSWORD);

    private static final String THREAD = "gatehouse-users";

    private final FileDirectorySettings settings;
    private final PasswordChecks checks;
    private final ReloadRecorder recorder;
    private final WatchedFile<UsersFile> file;
    private final Function<UsersFile, List<String>> review;
    private final UserChanges changes;
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
        this.changes = new UserChanges(settings.name());
        this.file = new WatchedFile<>(settings.watch(), "users file", THREAD, new Users(), recorder);
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
        file.begin();
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

    @Override
    public CompletableFuture<Boolean> reload() {
        return file.reload();
    }

    @Override
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

    @Override
    public void reconsider() {
        file.execute(() -> Recovery.run(
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

    @Override
    public Stream<Identity> identities() {
        return current.users().identities();
    }

    /** Whether any password has to be hashed to be checked. */
    public boolean hashes() {
        return current.users().hashes();
    }

    @Override
    public Flux<Change> changes() {
        return changes.flux();
    }

    @Override
    public void close() {
        file.close();
        changes.close();
    }

    private static String users(int number) {
        return number == 1 ? "1 user" : number + " users";
    }

    /** What the watching thread makes of the file. */
    private final class Users implements WatchedContent<UsersFile> {
        @Override
        public UsersFile read(Path path) {
            return UsersFile.read(path, current.users(), checks.threads());
        }

        @Override
        public long checksum(UsersFile users) {
            return users.checksum();
        }

        @Override
        public void use(UsersFile users) {
            UsersFile before = current.users();
            current = new FileState(settings.name(), users, checks);
            changes.replaced(before, users);
            users.warnings().forEach(LOG::warn);
            told = review.apply(users);
            told.forEach(LOG::warn);
            LOG.info("{}: {} loaded", name(), inUse());
            recorder.reloaded(users.size());
        }

        @Override
        public String inUse() {
            return users(current.users().size());
        }
    }
}
