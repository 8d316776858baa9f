package io.gatehouse.directory.shared;

import io.gatehouse.crypto.PerSecret;
import io.gatehouse.crypto.ValueSeal;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.Sharing;
import io.gatehouse.directory.bucket.BucketLink;
import io.gatehouse.directory.bucket.BucketValues;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * What instances leave each other of the answers of remote directories. It is never waited for longer than a moment, and whatever
 * becomes of its bucket, logins are decided as they are without it.
 */
public final class SharedCache implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SharedCache.class);

    private static final String THREAD = "gatehouse-shared-cache";

    /** Reads, and writes, that may be on their way at a time; one more is left out. */
    private static final int MOST = 256;

    /** The same for changes, which are not left out, but told as one of everybody. */
    private static final int MOST_CHANGES = 128;

    private final SharedCacheSettings settings;
    private final PerSecret<SharedSeal> seals = new PerSecret<>(SharedSeal::of);
    private final BucketLink.Trial trial = trial();
    private final BucketLink link;
    private final Consumer<Boolean> usable;
    private final InstantSource clock;
    private final Executor later = work -> {
        // What has begun to be read is to come to its end, whatever becomes of whoever has asked.
        Disposable unused = Schedulers.parallel().schedule(work);
    };
    private final Semaphore reads = new Semaphore(MOST);
    private final Semaphore writes = new Semaphore(MOST);
    private final Semaphore changes = new Semaphore(MOST_CHANGES);
    private final List<SharedEntries> entries = new CopyOnWriteArrayList<>();
    private volatile @Nullable Outage outage;

    /** @param usable told whether the bucket can be used */
    public SharedCache(SharedCacheSettings settings, Consumer<Boolean> usable) {
        this(settings, usable, InstantSource.system());
    }

    SharedCache(SharedCacheSettings settings, Consumer<Boolean> usable, InstantSource clock) {
        this.settings = settings;
        this.usable = usable;
        this.clock = clock;
        boolean unused = seals.use(settings.secrets(), added -> {}, gone -> {});
        this.link = new BucketLink(
                THREAD, "cache.shared", settings.nats(), settings.bucket(), settings.timeout(), trial, new Listener());
    }

    /** Takes what a reload takes of other settings: the secrets, and the login of the next connection. */
    public void use(SharedCacheSettings others) {
        link.logInAs(others.nats());
        boolean isShared = seals.use(others.secrets(), added -> {}, gone -> {});
        if (!isShared) {
            log.warn(
                    "cache.shared.secret has none of its former secrets any more: nothing that is in the bucket can be used. To"
                            + " replace a secret, give both, one per line, until each instance has them");
        }
        entries.forEach(one -> one.use(seals.all(), isShared));
    }

    /** Begins to connect. */
    public void start() {
        link.start();
    }

    /** Waits until the bucket can be used or turns out to be of no use for now, but for no longer than a connection may take. */
    public void awaitBegun() {
        try {
            Void unused = link.firstTried().get(settings.nats().connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.info("the shared cache is not connected yet: logins are looked up without it until it is");
        }
    }

    /**
     * What a directory leaves here, and finds.
     *
     * @param meaning of its configuration: all that may be another one's where the same would have another answer
     * @return null for a directory whose answers are not shared
     */
    public @Nullable SharedEntries of(Directory directory, String meaning, LookupRecorder recorder) {
        if (directory.sharing() == Sharing.NONE) {
            return null;
        }
        recorder.shares();
        SharedEntries made = new SharedEntries(this, directory, meaning, recorder, entries::remove);
        entries.add(made);
        return made;
    }

    /** Why it cannot be used, for whoever asks how things are; null while it can. */
    public @Nullable String outage() {
        Outage now = outage;
        return now == null ? null : "cannot be used for " + time(now) + ": " + now.why;
    }

    /** The bucket; null while it cannot be used. */
    @Nullable BucketValues values() {
        return link.values();
    }

    BucketLink link() {
        return link;
    }

    /** What the bucket is tried with. */
    BucketLink.Trial tried() {
        return trial;
    }

    /** For each secret that is held; the first is what identities are sealed by. */
    List<SharedSeal> seals() {
        return seals.all();
    }

    InstantSource clock() {
        return clock;
    }

    /** How long a read may take. */
    Duration timeout() {
        return settings.timeout();
    }

    String bucket() {
        return settings.bucket();
    }

    /** Where what was read is looked at: not on the thread that reads for all. */
    Executor later() {
        return later;
    }

    Semaphore reads() {
        return reads;
    }

    Semaphore writes() {
        return writes;
    }

    Semaphore changes() {
        return changes;
    }

    @Override
    public void close() {
        entries.forEach(SharedEntries::close);
        link.close();
    }

    /** What nobody can tell from anything else that is stored. */
    public static BucketLink.Trial trial() {
        SecureRandom random = new SecureRandom();
        byte[] name = new byte[SharedNames.LENGTH];
        byte[] value = new byte[SharedRecord.LEAST + ValueSeal.OVERHEAD];
        random.nextBytes(name);
        random.nextBytes(value);
        return new BucketLink.Trial(SharedNames.key(name), value);
    }

    private static String time(Outage outage) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - outage.since) / 1e9);
    }

    private record Outage(String why, long since) {}

    /** Tells once that it has gone, and once that it is there. */
    private final class Listener implements BucketLink.Listener {
        @Override
        public void usable(BucketValues values) {
            Outage over = outage;
            outage = null;
            usable.accept(true);
            if (over == null) {
                log.info("the shared cache is in use: bucket {}", settings.bucket());
            } else {
                log.info("the shared cache is in use again, after {}: bucket {}", time(over), settings.bucket());
            }
            String clock = values.clockWarning();
            if (clock != null) {
                log.warn("the shared cache: {}", clock);
            }
            entries.forEach(SharedEntries::settle);
        }

        @Override
        public void unusable(String why) {
            Outage known = outage;
            outage = new Outage(why, known == null ? System.nanoTime() : known.since);
            usable.accept(false);
            if (known == null) {
                log.warn("the shared cache cannot be used: {}; logins are looked up without it until it can", why);
            }
        }

        @Override
        public void mistaken(Throwable mistake) {
            log.error("a mistake in Gatehouse: the shared cache is connected to again", mistake);
        }
    }
}
