package io.gatehouse.directory.chain;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.cache.CredentialCache;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.directory.cache.CredentialParts;
import io.gatehouse.directory.guard.FailureLimits;
import io.gatehouse.directory.guard.SingleFlight;
import io.gatehouse.directory.guard.SourceShares;
import io.gatehouse.directory.guard.backend.BackendGuard;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.directory.shared.SharedEntries;
import io.gatehouse.passwords.PasswordChecks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts a chain together. */
public final class ChainBuilder {
    private final LookupSettings settings;
    private final LookupRecorder recorder;
    private final LongSupplier clock;
    private final Scheduler timer;
    private final List<Directory> directories = new ArrayList<>();
    private final List<ChainLink> links = new ArrayList<>();
    private CredentialKeys keys = new CredentialKeys();
    private @Nullable DirectoryChain before;
    private @Nullable String via;
    private FoundUsers told = FoundUsers.NOBODY_HEARS;

    public ChainBuilder(LookupSettings settings, LookupRecorder recorder) {
        this(settings, recorder, System::nanoTime, Schedulers.parallel());
    }

    /** @param timer ends lookups that take longer than they may */
    ChainBuilder(LookupSettings settings, LookupRecorder recorder, LongSupplier clock, Scheduler timer) {
        this.settings = settings;
        this.recorder = recorder;
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * The chain takes the place of another: a directory that is in both goes on with its cache and its lookups, and failures
     * stay counted, as far as its names and the settings of these are the same. Called first.
     */
    public ChainBuilder after(DirectoryChain other) {
        before = other;
        keys = other.keys();
        told = other.told();
        return this;
    }

    /** Somebody hears of users who are found in directories that can be asked about them again. */
    public ChainBuilder telling(FoundUsers listener) {
        told = listener;
        return this;
    }

    /**
     * Its logins are told of by somebody who is no server, and who could tell of any source: all their failures together count as those
     * of one source, beside what they count for as any login's do. Of the chain before it shares what is counted, and nothing that is
     * remembered. Called before directories are added.
     *
     * @param teller no address
     */
    public ChainBuilder via(String teller) {
        via = teller;
        return this;
    }

    /** The next directory, which is asked about the logins that match. */
    public ChainBuilder add(Match match, Directory directory) {
        return add(DirectoryNames.PLAIN, match, directory, settings.cache());
    }

    /** The next directory, with names and a cache of its own kind. */
    public ChainBuilder add(DirectoryNames names, Match match, Directory directory, CacheSettings caching) {
        return add(names, match, directory, caching, settings.guard());
    }

    /** The next directory, with names and a cache of its own kind, and what stands before its backend. */
    public ChainBuilder add(
            DirectoryNames names, Match match, Directory directory, CacheSettings caching, GuardSettings guarding) {
        return add(names, match, directory, caching, guarding, null);
    }

    /**
     * The next directory, which shares its answers.
     *
     * @param shared what it leaves for other instances, and finds of theirs; null for nothing
     */
    public ChainBuilder add(
            DirectoryNames names,
            Match match,
            Directory directory,
            CacheSettings caching,
            GuardSettings guarding,
            @Nullable SharedEntries shared) {
        if (shared != null) {
            shared.keepFor(caching.ttl());
        }
        directories.add(directory);
        LookupRecorder own = recorder.directory(directory.name(), directory.type());
        ChainLink known = known(directory);
        boolean isRemembered = known != null
                && known.names().equals(names)
                && known.cache().settings().equals(caching);
        CredentialCache cache = known != null && isRemembered
                ? known.cache()
                : new CredentialCache(caching, own, clock, InstantSource.system());
        cache.keepFor(guarding.stale());
        boolean isGuarded = known != null && known.guard().isAs(guarding, settings.lookups(), settings.enoughTime());
        BackendGuard guard = known != null && isGuarded
                ? known.guard()
                : new BackendGuard(directory, guarding, settings.lookups(), settings.enoughTime(), clock, timer, own);
        SingleFlight flights = known != null && isRemembered && isGuarded && hasSameBounds()
                ? known.flights()
                : flights(names, cache, guard, own);
        Set<LoginPart> reads = Set.copyOf(directory.reads());
        links.add(new ChainLink(
                names,
                match,
                directory,
                reads,
                CredentialParts.of(reads),
                keys,
                cache,
                guard,
                guarding.stale(),
                flights,
                shared));
        return this;
    }

    /** The place that a directory had in the chain before; null where nothing is to be taken from it. */
    private @Nullable ChainLink known(Directory directory) {
        return before == null || via != null ? null : before.linkOf(directory);
    }

    private SingleFlight flights(DirectoryNames names, CredentialCache cache, BackendGuard guard, LookupRecorder own) {
        return new SingleFlight(
                settings.singleFlight(), names::answer, cache, guard, settings.lookupTimeout(), timer, own);
    }

    private boolean hasSameBounds() {
        return before != null && before.settings().boundsLookupsAs(settings);
    }

    /** The end: a password login that no directory before knows costs the check of a password there. */
    public ChainBuilder addDecoy(PasswordChecks checks) {
        DecoyDirectory decoy = new DecoyDirectory(List.copyOf(directories), checks);
        ChainLink known = known(decoy);
        return add(
                Match.ALL, known != null && known.directory() instanceof DecoyDirectory old ? decoy.after(old) : decoy);
    }

    /**
     * The chain.
     *
     * @throws IllegalArgumentException when there is no directory
     */
    public DirectoryChain build() {
        if (links.isEmpty()) {
            throw new IllegalArgumentException("at least one directory must be asked");
        }
        return new DirectoryChain(
                settings, keys, links, limits(), shares(), recorder, via, via == null ? told : FoundUsers.NOBODY_HEARS);
    }

    private FailureLimits limits() {
        return before != null && before.settings().failures().equals(settings.failures())
                ? before.limits()
                : new FailureLimits(settings.failures(), keys, clock);
    }

    private SourceShares shares() {
        return before != null && before.settings().hashesPerSource() == settings.hashesPerSource()
                ? before.shares()
                : new SourceShares(settings.hashesPerSource());
    }
}
