package io.gatehouse.directory.kv;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UserLookup;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Identity;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The directory of a bucket. Its users are in memory, and each change of one is in force as soon as the server has told of it. Who
 * is in memory is answered from there, also while the bucket cannot be reached. Who is not is another directory's only while the
 * bucket is known as a whole: while it is read the server is asked, and while it cannot be reached nothing can be decided.
 */
public final class KvDirectory implements LoadedDirectory {
    private static final Logger log = LoggerFactory.getLogger(KvDirectory.class);

    private static final Set<LoginPart> READS = Set.of(LoginPart.USER, LoginPart.PASSWORD);

    private final KvDirectorySettings settings;
    private final PasswordChecks checks;
    private final KvUsers users;
    private final KvFollower follower;
    private final KvReport report;

    private KvDirectory(KvDirectorySettings settings, PasswordChecks checks, KvReport report) {
        this.settings = settings;
        this.report = report;
        this.checks = checks;
        this.users = new KvUsers(
                settings.bucket(),
                settings.form(),
                checks.threads(),
                mistake -> log.error("{}: {}", settings.name(), mistake));
        this.follower = new KvFollower(settings, users, report);
    }

    /**
     * Begins to connect and to follow the bucket; returns at once.
     *
     * @param checks checks the passwords; not closed with it
     * @param review what is to be said of the users, a line for each warning; asked once all were read
     */
    public static KvDirectory open(
            KvDirectorySettings settings,
            PasswordChecks checks,
            Function<Supplier<Stream<Identity>>, List<String>> review,
            Supplier<ReloadRecorder> recorder) {
        KvReport report = new KvReport(settings, recorder.get(), review);
        KvDirectory directory = new KvDirectory(settings, checks, report);
        directory.follower.start();
        return directory;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return KvDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return READS;
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String name = login.connect().user();
        String password = login.connect().password();
        if (name == null || name.isEmpty() || password == null) {
            return null;
        }
        KvEntry entry = users.find(name);
        return entry == null ? unknown(name, password) : known(entry, password);
    }

    private Lookup known(KvEntry entry, String password) {
        return entry.user() == null
                ? new KvUndecided("its record in bucket " + settings.bucket() + " cannot be used")
                : lookup(entry.user(), password);
    }

    private UserLookup lookup(@Nullable FileUser user, String password) {
        return UserLookup.of(settings.name(), user, users.decoy(), password, users.version(), checks);
    }

    private @Nullable Lookup unknown(String name, String password) {
        // Before the look at who is there: what becomes known in between is not taken for unknown.
        KvState state = follower.state();
        KvEntry entry = users.find(name);
        if (entry != null) {
            return known(entry, password);
        }
        if (state.isWhole()) {
            return users.hasInOtherForm(name) ? lookup(null, password) : null;
        }
        KvApi api = state.api();
        return api == null
                ? new KvUndecided("bucket " + settings.bucket() + " cannot be reached: " + state.why())
                : new KvRemoteLookup(api, name, user -> lookup(user, password), users.version(), follower.answers());
    }

    @Override
    public @Nullable PasswordHash decoy() {
        return users.decoy();
    }

    @Override
    public Mono<Void> probe() {
        return Mono.defer(() -> {
            KvState state = follower.state();
            return state.isWhole() ? Mono.empty() : Mono.error(new KvException(state.why()));
        });
    }

    /** A bucket is followed: there is nothing to read again. True when it is known as a whole. */
    @Override
    public CompletableFuture<Boolean> reload() {
        return CompletableFuture.completedFuture(follower.state().isWhole());
    }

    @Override
    public void reconsider() {
        try {
            follower.answers().execute(() -> report.review(users, false));
        } catch (RejectedExecutionException e) {
            log.debug("{}: closed, or busy: its users are reviewed the next time", name());
        }
    }

    @Override
    public Stream<Identity> identities() {
        return users.identities(name());
    }

    /** How many users are in memory. */
    public int users() {
        return users.size();
    }

    @Override
    public void close() {
        follower.close();
    }

    /** Without what is in it. */
    @Override
    public String toString() {
        return "KvDirectory[" + settings.name() + "]";
    }
}
