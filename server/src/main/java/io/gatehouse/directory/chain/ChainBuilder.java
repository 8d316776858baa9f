package io.gatehouse.directory.chain;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.cache.CredentialCache;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.directory.cache.CredentialParts;
import io.gatehouse.directory.guard.FailureLimits;
import io.gatehouse.directory.guard.LookupBound;
import io.gatehouse.directory.guard.SingleFlight;
import io.gatehouse.directory.guard.SourceShares;
import io.gatehouse.passwords.PasswordChecks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts a chain together. */
public final class ChainBuilder {
    private final LookupSettings settings;
    private final LookupRecorder recorder;
    private final LongSupplier clock;
    private final Scheduler timer;
    private final CredentialKeys keys = new CredentialKeys();
    private final List<Directory> directories = new ArrayList<>();
    private final List<ChainLink> links = new ArrayList<>();

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

    /** The next directory, which is asked about the logins that match. */
    public ChainBuilder add(Match match, Directory directory) {
        return add(DirectoryNames.PLAIN, match, directory, settings.cache());
    }

    /** The next directory, with names and a cache of its own kind. */
    public ChainBuilder add(DirectoryNames names, Match match, Directory directory, CacheSettings caching) {
        directories.add(directory);
        LookupRecorder own = recorder.directory(directory.name(), directory.type());
        CredentialCache cache = new CredentialCache(caching, own, clock, InstantSource.system());
        LookupBound bound = new LookupBound(settings.lookups(), own);
        SingleFlight flights = new SingleFlight(
                settings.singleFlight(), names::answer, cache, bound, settings.lookupTimeout(), timer, own);
        Set<LoginPart> reads = Set.copyOf(directory.reads());
        links.add(new ChainLink(names, match, directory, reads, CredentialParts.of(reads), keys, cache, flights));
        return this;
    }

    /** The end: a password login that no directory before knows costs the check of a password there. */
    public ChainBuilder addDecoy(PasswordChecks checks) {
        return add(Match.ALL, new DecoyDirectory(List.copyOf(directories), checks));
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
        FailureLimits limits = new FailureLimits(settings.failures(), keys, clock);
        return new DirectoryChain(links, limits, new SourceShares(settings.hashesPerSource()), recorder);
    }
}
