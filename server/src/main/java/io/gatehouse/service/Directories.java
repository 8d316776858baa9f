package io.gatehouse.service;

import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.config.ConfigException;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.certificate.CertificateDirectory;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.file.FileDirectory;
import io.gatehouse.directory.shared.SharedDirectories;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.service.revoke.LiveRevocation;
import io.gatehouse.service.types.DirectoryJarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the directories of the configuration, and holds those that are in use, in their order. */
final class Directories implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Directories.class);

    private final PasswordChecks checks;
    private final AnswerSizes sizes;
    private final HealthMonitor monitor;
    private final NatsSettings nats;
    private final SharedDirectories shared;
    private final LiveRevocation revocation;
    private volatile List<OpenDirectory> inUse = List.of();
    private volatile @Nullable String servedBy;

    /**
     * @param checks checks passwords for all of them; not closed with them
     * @param nats how the service itself is connected
     * @param shared where they leave their answers for other instances
     * @param revocation hears of users who have changed
     */
    Directories(
            PasswordChecks checks,
            AnswerSizes sizes,
            HealthMonitor monitor,
            NatsSettings nats,
            SharedDirectories shared,
            LiveRevocation revocation) {
        this.revocation = revocation;
        this.checks = checks;
        this.sizes = sizes;
        this.monitor = monitor;
        this.nats = nats;
        this.shared = shared;
    }

    /**
     * Opens those that the service starts with; they are in use.
     *
     * @throws RuntimeException when one cannot be used; none is left open
     */
    List<OpenDirectory> start(List<DirectorySettings> settings, Policy policy) {
        List<OpenDirectory> opened = new ArrayList<>();
        try {
            List<DirectoryNames> names = names(settings);
            for (int i = 0; i < settings.size(); i++) {
                DirectorySettings one = settings.get(i);
                UsersRecorder recorder =
                        UsersRecorder.ofStart(monitor, one.name(), one.type().type());
                opened.add(open(one, names.get(i), policy, recorder, false));
            }
        } catch (RuntimeException | Error e) {
            opened.forEach(OpenDirectory::close);
            throw e;
        }
        inUse = List.copyOf(opened);
        inUse.forEach(one -> revocation.inUse(one.directory()));
        return inUse;
    }

    /** What the users of each directory are called among those of the others. */
    static List<DirectoryNames> names(List<DirectorySettings> settings) {
        return DirectoryNames.of(settings.stream().map(DirectorySettings::names).toList());
    }

    /**
     * The directories of another configuration, in their order: those that are in use and stay as they are, and others, which
     * are opened and may come into use.
     *
     * @throws ConfigException with all that keeps directories from being opened; then none is left open
     */
    List<OpenDirectory> openFor(GatehouseSettings settings, Policy policy, ConfigurationChange change) {
        List<DirectoryNames> names = names(settings.directories());
        List<OpenDirectory> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            DirectorySettings one = settings.directories().get(i);
            OpenDirectory kept = change.reopens(one.name()) ? null : inUse(one.name());
            try {
                all.add(kept == null ? openNew(one, names.get(i), policy) : kept.with(one, names.get(i)));
            } catch (RuntimeException e) {
                problems(one.name(), e).forEach(problem -> one.values().problem("cannot be opened: " + problem));
            }
        }
        if (all.size() < names.size()) {
            // One that was opened in vain may have written its own users into the copy of the last good ones.
            discard(all).forEach(one -> readAgain(inUse(one.name())));
            settings.source().values().throwProblems();
        }
        return all;
    }

    private static void readAgain(@Nullable OpenDirectory one) {
        if (one != null) {
            one.loaded().forEach(users -> {
                // Nobody waits for it.
                CompletableFuture<Boolean> unused = users.reload();
            });
        }
    }

    private OpenDirectory openNew(DirectorySettings one, DirectoryNames names, Policy policy) {
        return open(
                one,
                names,
                policy,
                UsersRecorder.ofReload(monitor, one.name(), one.type().type()),
                true);
    }

    /** Closes those of them that are not in use, and returns these. */
    List<OpenDirectory> discard(List<OpenDirectory> opened) {
        List<OpenDirectory> vain = notInUse(opened);
        vain.forEach(OpenDirectory::close);
        return vain;
    }

    /** Those of them that are not in use yet. */
    List<OpenDirectory> notInUse(List<OpenDirectory> opened) {
        return opened.stream()
                .filter(one -> inUse.stream().noneMatch(one::isSameAs))
                .toList();
    }

    /** Whether one of that name is in use. */
    boolean isInUse(String name) {
        return inUse(name) != null;
    }

    private @Nullable OpenDirectory inUse(String name) {
        return inUse.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }

    /** What is wrong, in words; what has none is a mistake of ours or of a third party's, and its trace is in the log. */
    private static Stream<String> problems(String name, RuntimeException e) {
        if (e instanceof UsersFileException users) {
            return users.mistakes().stream();
        }
        if (!(e instanceof DirectoryJarException)) {
            log.error("directory {} cannot be opened", name, e);
        }
        return Stream.of(String.valueOf(e.getMessage()));
    }

    private OpenDirectory open(
            DirectorySettings one, DirectoryNames names, Policy policy, UsersRecorder recorder, boolean isLater) {
        UserReview review = new UserReview(policy, names, sizes);
        DirectoryContext context = new DirectoryContext(
                one.names().form(), checks, review, recorder::users, recorder::watched, nats, isLater);
        Directory directory = one.create(context);
        revocation.listenTo(directory, () -> namesOf(directory));
        return new OpenDirectory(one, names, directory, review, recorder, shared.of(directory, one::meaning));
    }

    /** What the users of a directory are called; null while it is not in use. */
    @SuppressWarnings("ReferenceEquality") // an equal one is another one
    private @Nullable DirectoryNames namesOf(Directory directory) {
        return inUse.stream()
                .filter(one -> one.directory() == directory)
                .map(OpenDirectory::names)
                .findFirst()
                .orElse(null);
    }

    /** Uses these from now on; returns those that are in use no more, and are not closed. */
    List<OpenDirectory> use(List<OpenDirectory> next, Policy policy) {
        List<OpenDirectory> before = inUse;
        List<OpenDirectory> gone = before.stream()
                .filter(old -> next.stream().noneMatch(old::isSameAs))
                .toList();
        gone.forEach(old -> old.recorder().withdraw());
        next.forEach(one -> one.use(policy));
        inUse = List.copyOf(next);
        List<OpenDirectory> come = next.stream()
                .filter(one -> before.stream().noneMatch(one::isSameAs))
                .toList();
        come.forEach(one -> revocation.inUse(one.directory()));
        String version = servedBy;
        if (version != null) {
            come.stream().flatMap(OpenDirectory::loaded).forEach(one -> one.servedBy(version));
        }
        return gone;
    }

    /**
     * What is to be said of directories that are asked about nobody.
     *
     * @param subjects public keys: what requests can be for; empty when that is not known
     */
    static List<String> warnings(List<DirectorySettings> settings, Set<String> subjects) {
        return settings.stream()
                .filter(one -> !subjects.isEmpty() && !one.match().takesAnyFor(subjects))
                .map(one -> "directories." + one.name() + ".match.account: no login is for any of these keys, so the"
                        + " directory is never asked; logins are for " + String.join(" or ", subjects))
                .toList();
    }

    /** What is to be said where there are no rules: of directories that tell who somebody is, and not what they may. */
    static List<String> withoutRights(List<DirectorySettings> settings) {
        return settings.stream()
                .filter(one -> !one.type().statesRights())
                .map(one ->
                        "directories." + one.name() + " says who clients are and not what they may, and there are no"
                                + " rules: they will get no answer; write a rule that gives an account, as in rules: {"
                                + one.name() + ": {if: {directory: " + one.name() + "}, give: {account: APP1}}}")
                .toList();
    }

    /** Those that are in use, as they are configured. */
    List<DirectorySettings> settings() {
        return inUse.stream().map(OpenDirectory::settings).toList();
    }

    /** Reads the users again. */
    void reload() {
        loaded().forEach(one -> {
            // Nobody waits for it.
            CompletableFuture<Boolean> unused = one.reload();
        });
        open().filter(CertificateDirectory.class::isInstance)
                .map(CertificateDirectory.class::cast)
                .forEach(directory -> {
                    // Nor for it.
                    CompletableFuture<Boolean> unused = directory.reload();
                });
    }

    /** Tells those with users in memory which nats-server is there. */
    void servedBy(String version) {
        servedBy = version;
        loaded().forEach(one -> one.servedBy(version));
    }

    /** Has them look again whom they cannot let in. */
    void reconsider() {
        loaded().forEach(LoadedDirectory::reconsider);
    }

    /** The users that are in memory, by the names that everybody else knows. */
    Stream<Identity> identities() {
        return inUse.stream()
                .flatMap(
                        one -> one.loaded().flatMap(LoadedDirectory::identities).map(one.names()::named));
    }

    /** Whether any password has to be hashed. */
    boolean hashes() {
        return open().anyMatch(one -> one instanceof FileDirectory file && file.hashes())
                || open().map(Directory::decoy).anyMatch(decoy -> decoy != null && decoy.slow());
    }

    private Stream<Directory> open() {
        return inUse.stream().map(OpenDirectory::directory);
    }

    private Stream<LoadedDirectory> loaded() {
        return inUse.stream().flatMap(OpenDirectory::loaded);
    }

    /** Closes all of them, also when one fails at it. */
    @Override
    public void close() {
        inUse.forEach(OpenDirectory::close);
    }
}
