package io.gatehouse.directory.oidc.keys;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The keys of one issuer, asked for again and again in the background: at most once at a time, and sooner when a token names a
 * key that is not known, though not more often than is set. Keys that could not be asked for again stay in use for a while.
 */
public final class RefreshedKeys implements AutoCloseable {
    /** While there are no keys at all, waiting costs more than asking. */
    private static final Duration WITHOUT_KEYS = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 6;

    /** So often is told again that they cannot be asked for. */
    private static final Duration REMINDER = Duration.ofHours(1);

    private static final String CLOSED = "the directory is closed";

    private final KeySource source;
    private final RefreshSettings settings;
    private final KeyListener listener;
    private final LongSupplier clock;
    private final Scheduler timer;
    private final AskedKeys asked = new AskedKeys();
    private volatile @Nullable Fetched current;
    private volatile @Nullable String failure;
    private volatile @Nullable Told told;

    @GuardedBy("this") private @Nullable Fetch running;

    /** When a token made them be asked for the last time; null for never. */
    @GuardedBy("this") private @Nullable Long demanded;

    @GuardedBy("this") private int failures;

    @GuardedBy("this") private @Nullable Disposable next;

    @GuardedBy("this") private boolean closed;

    /** @param clock as {@link System#nanoTime} */
    public RefreshedKeys(
            KeySource source, RefreshSettings settings, KeyListener listener, LongSupplier clock, Scheduler timer) {
        this.source = source;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.timer = timer;
    }

    /** Keys, and when they were asked for. */
    private record Fetched(IssuerKeys keys, long began) {}

    /** When it was told that they cannot be asked for, and whether there were any in use. */
    private record Told(long at, boolean usable) {}

    /** One time that they are asked for. */
    private record Fetch(long began, CompletableFuture<IssuerKeys> result, Disposable.Swap work) {
        Fetch(long began) {
            this(began, new CompletableFuture<>(), Disposables.swap());
        }
    }

    /**
     * Keys for a token whose key was not known, or another one by that name.
     *
     * @param isDecisive whether they were asked for after a token named that key, for the first time since that was decided
     *     last: where it is not among them, there is no such key. Of a key that was known, after this token came
     * @param isRecent whether they were asked for less than the least time ago
     */
    public record Later(IssuerKeys keys, boolean isDecisive, boolean isRecent) {}

    /** Asks for the first time, and from then on by itself; returns at once. */
    public void start() {
        CompletableFuture<IssuerKeys> unused = asking(source::fetch).result();
    }

    /** The keys; null where there are none, or none that may be used any more. */
    public @Nullable IssuerKeys current() {
        Fetched fetched = current;
        return fetched == null
                        || clock.getAsLong() - fetched.began > settings.maxAge().toNanos()
                ? null
                : fetched.keys;
    }

    /** Whether they were asked for less than the least time ago, so that a key that they have is still that one. */
    public boolean isRecent() {
        Fetched fetched = current;
        return fetched != null && isRecent(fetched);
    }

    private boolean isRecent(Fetched fetched) {
        return clock.getAsLong() - fetched.began < settings.least().toNanos();
    }

    /**
     * The keys once they were asked for again, for a token that none of those has signed that are known. Fails when they cannot
     * be had now.
     *
     * @param id of the key; empty where a token names none
     */
    public CompletableFuture<Later> later(String id) {
        long first;
        Fetch underWay;
        synchronized (this) {
            long now = clock.getAsLong();
            first = isKnown(id) ? now : asked.first(id, now);
            underWay = running;
            if (underWay == null) {
                if (demanded != null && now - demanded < pauseBetween().toNanos()) {
                    return asOfThen(id, first);
                }
                demanded = now;
            }
        }
        // One that was under way may have ended since: its answer counts, and they are not asked for once more.
        Fetch fetch = underWay == null ? asking(source::fetchAnew) : underWay;
        return fetch.result.thenApply(keys -> later(id, first, new Fetched(keys, fetch.began)));
    }

    private synchronized Later later(String id, long first, Fetched fetched) {
        boolean isDecisive = fetched.began - first >= 0;
        if (isDecisive) {
            asked.decided(id);
        }
        return new Later(fetched.keys, isDecisive, isRecent(fetched));
    }

    private boolean isKnown(String id) {
        Fetched fetched = current;
        return fetched != null
                && fetched.keys.keys().stream().anyMatch(key -> key.id().equals(id));
    }

    private Duration pauseBetween() {
        return current() == null && WITHOUT_KEYS.compareTo(settings.least()) < 0 ? WITHOUT_KEYS : settings.least();
    }

    private CompletableFuture<Later> asOfThen(String id, long first) {
        Fetched fetched = current;
        return fetched == null || current() == null
                ? CompletableFuture.failedFuture(undecided(failure == null ? "it was asked a moment ago" : failure))
                : CompletableFuture.completedFuture(later(id, first, fetched));
    }

    /** The keys when they are known, asked for where they are not: for who wants to know whether they can be had. */
    public CompletableFuture<IssuerKeys> known() {
        IssuerKeys keys = current();
        return keys == null ? asking(source::fetch).result() : CompletableFuture.completedFuture(keys);
    }

    /** @param how they are asked for, where they are not already */
    private Fetch asking(Supplier<Mono<IssuerKeys>> how) {
        Fetch fetch;
        synchronized (this) {
            if (closed) {
                Fetch none = new Fetch(0);
                none.result.completeExceptionally(undecided(CLOSED));
                return none;
            }
            if (running != null) {
                return running;
            }
            cancelNext();
            fetch = new Fetch(clock.getAsLong());
            running = fetch;
        }
        boolean unused = fetch.work.update(Mono.defer(how)
                .timeout(settings.timeout(), timer)
                .switchIfEmpty(Mono.error(() -> new ProviderException("it answered with nothing")))
                .subscribe(keys -> fetched(fetch, keys), error -> failed(fetch, error)));
        return fetch;
    }

    private void fetched(Fetch fetch, IssuerKeys keys) {
        Fetched before = current;
        boolean changed = before == null || !before.keys.areThoseOf(keys);
        // Keys that are the same stay the same objects, with what they have prepared.
        IssuerKeys now = before == null || changed ? keys : before.keys;
        current = new Fetched(now, fetch.began);
        if (changed) {
            listener.changed(now);
        }
        if (failure != null) {
            failure = null;
            told = null;
            listener.recovered();
        }
        ended(true);
        fetch.result.complete(now);
    }

    private void failed(Fetch fetch, Throwable error) {
        String words = words(error);
        failure = words;
        tell(words);
        ended(false);
        fetch.result.completeExceptionally(undecided(words));
    }

    private void tell(String words) {
        long now = clock.getAsLong();
        Fetched fetched = current;
        Duration left = fetched == null ? null : left(fetched, now);
        boolean usable = left != null && !left.isZero();
        Told last = told;
        if (last == null || now - last.at >= REMINDER.toNanos() || (last.usable && !usable)) {
            told = new Told(now, usable);
            listener.failed(words, left);
        }
    }

    /** For how long they may still be used. */
    private Duration left(Fetched fetched, long now) {
        Duration left = settings.maxAge().minusNanos(now - fetched.began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String words(Throwable error) {
        String message = error.getMessage();
        return error instanceof TimeoutException
                ? "it did not answer in time"
                : error instanceof UndecidedException && message != null
                        ? message
                        : error.getClass().getSimpleName();
    }

    private synchronized void ended(boolean good) {
        running = null;
        failures = good ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
        if (!closed) {
            cancelNext();
            next = timer.schedule(this::start, pause().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @GuardedBy("this") private Duration pause() {
        Duration longest = settings.interval();
        if (failures > 0) {
            Duration backOff = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
            Duration bound = LONGEST_PAUSE.compareTo(longest) < 0 ? LONGEST_PAUSE : longest;
            longest = backOff.compareTo(bound) < 0 ? backOff : bound;
        }
        // Instances that started together do not go on asking together.
        return longest.multipliedBy(ThreadLocalRandom.current().nextLong(800, 1001))
                .dividedBy(1000);
    }

    @GuardedBy("this") private void cancelNext() {
        if (next != null) {
            next.dispose();
            next = null;
        }
    }

    private static UndecidedException undecided(String why) {
        return new UndecidedException(Drop.UNDECIDED, "the issuer's keys are not available: " + why);
    }

    @Override
    public void close() {
        Fetch fetch;
        synchronized (this) {
            closed = true;
            cancelNext();
            fetch = running;
            running = null;
        }
        if (fetch != null) {
            fetch.work.dispose();
            fetch.result.completeExceptionally(undecided(CLOSED));
        }
        source.close();
    }
}
