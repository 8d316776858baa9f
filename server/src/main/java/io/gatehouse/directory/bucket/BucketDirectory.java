package io.gatehouse.directory.bucket;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.changes.UserChanges;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Identity;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A directory of a bucket. Its records are in memory, and each change of one is in force as soon as the server has told of it. Who
 * is in memory is answered from there, also while the bucket cannot be reached. Who is not is another directory's only while the
 * bucket is known as a whole: while it is read the server is asked where that is possible, and else nothing can be decided.
 */
public abstract class BucketDirectory implements LoadedDirectory {
    private static final Logger log = LoggerFactory.getLogger(BucketDirectory.class);

    private final BucketSettings settings;
    private final RecordKind kind;
    private final UserChanges changes;
    private final KvTable table;
    private final KvFollower follower;
    private final KvReport report;

    /**
     * A directory that follows nothing yet.
     *
     * @param listener hears of its records
     */
    protected BucketDirectory(
            BucketSettings settings, RecordKind kind, RecordListener listener, DirectoryContext context) {
        this.settings = settings;
        this.kind = kind;
        this.report = new KvReport(
                settings,
                kind,
                context.watched().get(),
                users -> context.review().of("directory " + settings.name(), users));
        this.changes = new UserChanges(settings.name());
        this.table = new KvTable(
                new KvRecordReader(
                        settings.bucket(),
                        kind,
                        settings.form(),
                        context.passwords().threads(),
                        KvReport.mistakes(settings.name(), log, System::nanoTime)),
                new ToldRecords(listener, changes, report));
        this.follower = new KvFollower(settings, table, report);
    }

    /** Begins to connect and to follow the bucket; returns at once. */
    protected final void start() {
        follower.start();
    }

    @Override
    public final String name() {
        return settings.name();
    }

    /** The bucket, for messages. */
    protected final String bucket() {
        return "bucket " + settings.bucket();
    }

    /** What is known of a name; null when nothing. */
    protected final @Nullable KvEntry find(String name) {
        return table.find(name);
    }

    /** Whether a name that is not here looks like one that is, and differs in how its accents are written. */
    protected final boolean hasInOtherForm(String name) {
        return table.hasInOtherForm(name);
    }

    /** Of all that is known up to now; another one after each change. */
    protected final long version() {
        return table.version();
    }

    /** A password as most of those who are here have; null when nobody has one. */
    protected final @Nullable PasswordHash commonPassword() {
        return table.decoy();
    }

    /** Why somebody who is not here may be in the bucket; null when nobody is. To be asked before looking who is here. */
    protected final @Nullable String whyNotWhole() {
        KvState state = follower.state();
        return state.isWhole() ? null : state.why();
    }

    /** Whether the whole bucket was read once. */
    protected final boolean wasRead() {
        return table.wasRead();
    }

    /** The lookup of somebody of whom there is a record. */
    protected final Lookup known(KvEntry entry, Function<FileUser, Lookup> found) {
        FileUser user = entry.user();
        return user == null ? undecided("its record in " + bucket() + " cannot be used") : found.apply(user);
    }

    /**
     * The lookup of somebody who was not found.
     *
     * @param found the lookup of who has a record after all
     * @param nobody the lookup where the bucket is known as a whole
     * @param missing what is answered where the bucket itself says that there is no record
     */
    protected final @Nullable Lookup unknown(
            String name, Function<FileUser, Lookup> found, Supplier<@Nullable Lookup> nobody, LookupResult missing) {
        // Before the look at who is there: what becomes known in between is not taken for unknown.
        KvState state = follower.state();
        KvEntry entry = table.find(name);
        if (entry != null) {
            return known(entry, found);
        }
        if (state.isWhole()) {
            return nobody.get();
        }
        KvApi api = state.api();
        return api == null
                ? undecided(bucket() + " cannot be reached: " + state.why())
                : new KvRemoteLookup(api, kind, name, found, missing, version(), follower.answers());
    }

    /** The lookup of somebody about whom nothing can be said now. */
    protected final Lookup undecided(String why) {
        return new KvUndecided(why);
    }

    /** While the bucket is being read the probe fails, and lookups are answered all the same. */
    @Override
    public final Backend backend() {
        return Backend.ORDINARY.probed(Backend.Probing.NEVER);
    }

    @Override
    public final Mono<Void> probe() {
        return Mono.defer(() -> {
            String why = whyNotWhole();
            return why == null ? Mono.empty() : Mono.error(new KvException(why));
        });
    }

    /** A bucket is followed: there is nothing to read again. True when it is known as a whole. */
    @Override
    public final CompletableFuture<Boolean> reload() {
        return CompletableFuture.completedFuture(whyNotWhole() == null);
    }

    @Override
    public final CompletableFuture<Void> usersKnown() {
        return follower.usersKnown();
    }

    @Override
    public final void reconsider() {
        follower.review(() -> report.review(table, false));
    }

    @Override
    public final Stream<Identity> identities() {
        return table.identities(name());
    }

    /** How many users, or tokens, are in memory. */
    public final int users() {
        return table.size();
    }

    @Override
    public final Flux<Change> changes() {
        return changes.flux();
    }

    @Override
    public final void close() {
        follower.close();
        changes.close();
    }

    /** Without what is in it. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + name() + "]";
    }
}
