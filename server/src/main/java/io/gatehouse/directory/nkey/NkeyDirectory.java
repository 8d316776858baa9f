package io.gatehouse.directory.nkey;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.changes.UserChanges;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.directory.watch.WatchedContent;
import io.gatehouse.directory.watch.WatchedFile;
import io.gatehouse.policy.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * The directory of public nkeys, those of the configuration and those of a file of users: finds the identity whose key signed the
 * nonce of the connection.
 */
public final class NkeyDirectory implements LoadedDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(NkeyDirectory.class);

    /** The JWT tells the sentinel, whose nkey is not the client's. */
    static final Set<LoginPart> READS = Set.of(LoginPart.NKEY, LoginPart.JWT);

    private static final String THREAD = "gatehouse-users";

    private final NkeyDirectorySettings settings;
    private final DirectoryContext.Review review;
    private final ReloadRecorder recorder;
    private final @Nullable WatchedFile<NkeyUsers> file;
    private final UserChanges changes;
    private volatile NkeyUsers current;
    /** What the last review said. */
    private volatile List<String> told = List.of();

    private NkeyDirectory(NkeyDirectorySettings settings, DirectoryContext.Review review, ReloadRecorder recorder) {
        this.settings = settings;
        this.review = review;
        this.recorder = recorder;
        this.changes = new UserChanges(settings.name());
        this.current = NkeyUsers.of(settings.name(), settings.keys(), UsersFile.none(settings.form()));
        WatchSettings watched = settings.file();
        this.file = watched == null ? null : new WatchedFile<>(watched, "users file", THREAD, new Users(), recorder);
    }

    /**
     * Reads the file, if there is one, and begins to watch it.
     *
     * @param review what is to be said of the users beside what a file itself tells
     * @throws io.gatehouse.directory.users.UsersFileException when the file cannot be used, nor the last good one where one is
     *     kept; the message names each mistake
     */
    public static NkeyDirectory open(
            NkeyDirectorySettings settings, DirectoryContext.Review review, ReloadRecorder recorder) {
        NkeyDirectory directory = new NkeyDirectory(settings, review, recorder);
        try {
            directory.begin();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        return directory;
    }

    private void begin() {
        if (file == null) {
            use(current);
        } else {
            file.begin();
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return NkeyDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return READS;
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String key = login.connect().nkey();
        if (key == null) {
            return null;
        }
        NkeyUsers users = current;
        RegisteredKey registered = users.find(key);
        NonceSignature signature = NonceSignature.of(login);
        return registered == null || signature == null || login.connect().isSentinelsNkey()
                ? null
                : new NkeyLookup(users.recent(), registered, signature);
    }

    @Override
    public CompletableFuture<Boolean> reload() {
        return file == null ? CompletableFuture.completedFuture(true) : file.reload();
    }

    @Override
    public void reconsider() {
        if (file == null) {
            tellAnew();
        } else {
            file.execute(this::tellAnew);
        }
    }

    private void tellAnew() {
        List<String> before = told;
        told = reviewed();
        if (!told.equals(before)) {
            told.forEach(LOG::warn);
        }
    }

    private List<String> reviewed() {
        return review.of("directory " + name(), this::identities);
    }

    @Override
    public Stream<Identity> identities() {
        return current.identities();
    }

    @Override
    public Flux<Change> changes() {
        return changes.flux();
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
        changes.close();
    }

    private void use(NkeyUsers users) {
        UsersFile before = current.file();
        current = users;
        changes.replaced(before, users.file());
        users.file().warnings().forEach(line -> {
            if (users.file().size() > 0) {
                LOG.warn(line);
            }
        });
        if (users.withoutKeys() > 0) {
            LOG.warn("{}: {} without an nkey, who cannot log in here", name(), words(users.withoutKeys()));
        }
        told = reviewed();
        told.forEach(LOG::warn);
        LOG.info("{}: {} loaded", name(), words(users.size()));
        recorder.reloaded(users.size());
    }

    private static String words(long number) {
        return number == 1 ? "1 user" : number + " users";
    }

    /** What the watching thread makes of the file. */
    private final class Users implements WatchedContent<NkeyUsers> {
        @Override
        public NkeyUsers read(Path path) {
            return NkeyUsers.of(name(), settings.keys(), UsersFile.readAfter(path, current.file()));
        }

        @Override
        public long checksum(NkeyUsers users) {
            return users.file().checksum();
        }

        @Override
        public void use(NkeyUsers users) {
            NkeyDirectory.this.use(users);
        }

        @Override
        public String inUse() {
            return words(current.size());
        }
    }
}
