package io.gatehouse.directory.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.RemovalListener;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.Validity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the identities of credentials that were right, and credentials that were wrong. The wrong ones have a bound of
 * their own, so that many guesses can evict nothing but guesses.
 *
 * <p>A right credential that is too old to answer is kept for some time longer: it proves that who presents it again is
 * no guesser.
 */
public final class CredentialCache {
    /** A wrong credential takes its key, its node in two structures, and its answer. */
    static final int NEGATIVE_BYTES = 208;

    /** The same for a right one, without what its identity takes. */
    static final int VERIFIED_BYTES = 256;

    /** The part of the memory that wrong credentials may take is one of so many. */
    static final int NEGATIVE_SHARE = 8;

    /** How many times its time a right credential is kept. */
    static final int KEPT = 12;

    private final @Nullable Cache<CredentialKey, Verified> verified;
    private final @Nullable Cache<CredentialKey, LookupResult> negative;
    private final CacheSettings settings;
    private final LookupRecorder recorder;
    private final LongSupplier clock;
    private final InstantSource wall;
    private final AtomicInteger forgotten = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param clock as {@link System#nanoTime()}
     * @param wall what answers' validity is compared with
     */
    public CredentialCache(CacheSettings settings, LookupRecorder recorder, LongSupplier clock, InstantSource wall) {
        this.wall = wall;
        this.settings = settings;
        this.recorder = recorder;
        this.clock = clock;
        this.verified = settings.ttl().isZero() ? null : verifiedCache();
        this.negative = settings.negativeTtl().isZero() ? null : negativeCache();
    }

    /** What is known of a credential, or null. */
    public @Nullable LookupResult get(CredentialKey key) {
        Verified known = verified == null ? null : verified.getIfPresent(key);
        if (known != null && known.freshUntil - clock.getAsLong() > 0) {
            recorder.asked(Result.HIT);
            return known.lookup;
        }
        LookupResult wrong = negative == null ? null : negative.getIfPresent(key);
        if (wrong != null) {
            recorder.asked(Result.NEGATIVE_HIT);
        }
        return wrong;
    }

    /** What was found of a credential that was right some time ago; null when it was not, or too long ago. */
    public LookupResult.@Nullable Found knownGood(CredentialKey key) {
        Verified known = verified == null ? null : verified.getIfPresent(key);
        return known == null ? null : known.lookup;
    }

    /**
     * What was found of a credential that was right, and whose time is over for at most so long; null when it is not known, or
     * the directory said that the answer holds no longer. It may still be fresh.
     */
    public LookupResult.@Nullable Found lastGood(CredentialKey key, Duration most) {
        Verified known = verified == null ? null : verified.getIfPresent(key);
        return known != null
                        && !most.isZero()
                        && clock.getAsLong() - known.freshUntil < most.toNanos()
                        && known.lookup.validity().left(wall, 1) > 0
                ? known.lookup
                : null;
    }

    /** Keeps right credentials for at least so long after their time is over. */
    public void keepFor(Duration time) {
        if (verified != null) {
            Duration kept = settings.ttl().multipliedBy(KEPT);
            Duration wanted = settings.ttl().multipliedBy(2).plus(time);
            verified.policy()
                    .expireAfterWrite()
                    .ifPresent(expiry -> expiry.setExpiresAfter(kept.compareTo(wanted) < 0 ? wanted : kept));
        }
    }

    /** Whether a credential was right some time ago, so that who presents it again is no guesser. */
    public boolean isKnownGood(CredentialKey key) {
        return knownGood(key) != null;
    }

    /** Keeps a credential that was right before for as long as one that was found right now; it gets no fresher by that. */
    public void revalidate(CredentialKey key) {
        recorder.asked(Result.REVALIDATED);
        if (verified == null) {
            return;
        }
        int before = forgotten.get();
        Verified known = verified.getIfPresent(key);
        if (known != null) {
            recorder.remembered(Memory.VERIFIED, known.bytes);
            verified.put(key, known);
            if (isForgottenSince(before)) {
                forgetGood(key);
            }
        }
    }

    /** What it was made with. */
    public CacheSettings settings() {
        return settings;
    }

    /** Forgets everything, and what is put into it from now on too. */
    public void close() {
        closed = true;
        clear();
    }

    private void clear() {
        if (verified != null) {
            verified.invalidateAll();
        }
        if (negative != null) {
            negative.invalidateAll();
        }
    }

    /**
     * Forgets who is among these, and that their credentials were right. What was looked up before it is not to be put any more: see
     * {@link #isForgottenSince}.
     *
     * @param users by the names of their identities; null for everybody
     */
    public void forget(@Nullable Set<String> users) {
        int times = forgotten.incrementAndGet();
        assert times != 0;
        if (verified == null) {
            return;
        }
        if (users == null) {
            verified.invalidateAll();
        } else {
            verified.asMap()
                    .values()
                    .removeIf(known -> users.contains(known.lookup.identity().name()));
        }
    }

    /** How often something was forgotten: to be noted before a lookup begins. */
    public int timesForgotten() {
        return forgotten.get();
    }

    /** Whether something was forgotten since then; to be asked once more after an answer was put. */
    public boolean isForgottenSince(int times) {
        return forgotten.get() != times;
    }

    /** Remembers an answer; a refusal takes the place of what was right before. */
    public void put(CredentialKey key, LookupResult lookup) {
        put(key, lookup, Validity.UNLIMITED);
    }

    /** Remembers an answer, which is fresh no longer than until then: somebody else has it for some time already. */
    public void put(CredentialKey key, LookupResult lookup, Validity fresh) {
        store(key, lookup, fresh);
        if (closed) {
            clear();
        }
    }

    /** Forgets that a credential was right: it was looked up again, and the answer is not to be remembered. */
    public void forgetGood(CredentialKey key) {
        if (verified != null) {
            verified.invalidate(key);
        }
    }

    private void store(CredentialKey key, LookupResult lookup, Validity fresh) {
        if (!(lookup instanceof LookupResult.Found found)) {
            forgetGood(key);
            if (negative != null) {
                recorder.remembered(Memory.NEGATIVE, NEGATIVE_BYTES);
                negative.put(key, lookup);
            }
        } else if (verified != null) {
            long left = fresh.left(wall, found.validity().left(wall, timeToLive(key)));
            Verified entry = new Verified(
                    found,
                    clock.getAsLong() + left,
                    VERIFIED_BYTES + found.identity().bytes());
            recorder.remembered(Memory.VERIFIED, entry.bytes);
            verified.put(key, entry);
        }
    }

    /** The time to live, longer or shorter by what a credential's own key says: evenly spread, and the same each time. */
    private long timeToLive(CredentialKey key) {
        double between = (key.second() >> 11) * 0x1p-52;
        return (long) (settings.ttl().toNanos() * (1 + between * settings.jitter() / 100));
    }

    private Cache<CredentialKey, Verified> verifiedCache() {
        RemovalListener<CredentialKey, Verified> removed = (key, entry, cause) -> {
            if (entry != null) {
                recorder.forgotten(Memory.VERIFIED, entry.bytes, isEviction(cause));
            }
        };
        return cache().expireAfterWrite(settings.ttl().multipliedBy(KEPT))
                .maximumWeight(settings.maxBytes() - negativeBytes())
                .weigher((CredentialKey key, Verified entry) -> entry.bytes)
                .removalListener(removed)
                .build();
    }

    private Cache<CredentialKey, LookupResult> negativeCache() {
        RemovalListener<CredentialKey, LookupResult> removed =
                (key, entry, cause) -> recorder.forgotten(Memory.NEGATIVE, NEGATIVE_BYTES, isEviction(cause));
        return cache().expireAfterWrite(settings.negativeTtl())
                .maximumSize(negativeBytes() / NEGATIVE_BYTES)
                .removalListener(removed)
                .build();
    }

    /** Housekeeping is done by who comes by: it takes little, and to hand it to another thread takes more. */
    private Caffeine<Object, Object> cache() {
        return Caffeine.newBuilder().executor(Runnable::run).ticker(clock::getAsLong);
    }

    private long negativeBytes() {
        return settings.maxBytes() / NEGATIVE_SHARE;
    }

    private static boolean isEviction(RemovalCause cause) {
        return cause == RemovalCause.SIZE;
    }

    /** A right credential's answer, until when it is given, and what the entry takes. */
    private record Verified(LookupResult.Found lookup, long freshUntil, int bytes) {}
}
