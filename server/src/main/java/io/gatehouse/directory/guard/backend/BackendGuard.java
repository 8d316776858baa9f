package io.gatehouse.directory.guard.backend;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Backend.Probing;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.GuardState;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupRecorder.Withheld;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.RetryableException;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.guard.backend.BackendBreaker.Outage;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Stands between the logins and the backend of one directory. A lookup is begun when the backend is not known to fail, has a place
 * for one more, and has not just failed with the same credential; otherwise it is not waited for. What becomes of lookups tells
 * whether the backend fails; probes tell when it is there again. Nothing is made of it before the first lookup that asks a backend.
 */
public final class BackendGuard implements GuardState, AutoCloseable {
    /** So many answers of probes in a row close the breaker, and so many failures open it. */
    private static final int PROBES = 2;

    private final Directory directory;
    private final GuardSettings settings;
    private final int most;
    private final Duration enough;
    private final LongSupplier clock;
    private final Scheduler timer;
    private final LookupRecorder recorder;
    private final OutageLog log;
    private volatile @Nullable Parts parts;
    private volatile boolean closed;

    /**
     * @param most lookups that may be under way at a time, whatever the backend takes
     * @param enough time for a lookup: one that had less and was not answered in it says nothing of the backend
     * @param clock as {@link System#nanoTime()}
     * @param timer probes, and begins again
     */
    public BackendGuard(
            Directory directory,
            GuardSettings settings,
            int most,
            Duration enough,
            LongSupplier clock,
            Scheduler timer,
            LookupRecorder recorder) {
        this.directory = directory;
        this.settings = settings;
        this.most = most;
        this.enough = enough;
        this.clock = clock;
        this.timer = timer;
        this.recorder = recorder;
        this.log = new OutageLog(directory.name());
    }

    /** Whether it would be made in the same way; for how long old answers are taken is not its own matter. */
    public boolean isAs(GuardSettings others, int mostOthers, Duration enoughOthers) {
        return settings.equals(others.withStale(settings.stale())) && most == mostOthers && enough.equals(enoughOthers);
    }

    /** A right credential whose time in the cache was over was taken, since the backend fails. */
    public void answeredStale() {
        recorder.answeredStale();
    }

    /**
     * A lookup is to begin.
     *
     * @param key of its credential; null where it is not remembered
     * @param deadline after this moment the answer is worth nothing
     * @return what must be told how it has ended, once
     * @throws UndecidedException when it is not to begin
     */
    public GuardedLookup begin(@Nullable CredentialKey key, long deadline) {
        long now = clock.getAsLong();
        if (deadline - now <= 0) {
            throw new UndecidedException(Drop.DEADLINE);
        }
        Parts all = parts();
        UndecidedException before = all.recent.why(key);
        if (before != null) {
            recorder.withheld(Withheld.RECENT_FAILURE);
            throw before;
        }
        if (all.breaker.isOpen()) {
            recorder.withheld(Withheld.BREAKER_OPEN);
            throw new UndecidedException(Drop.UNDECIDED, log.words(all.breaker.outage()));
        }
        LookupLimiter.Place place = all.limiter.enter();
        if (place == null) {
            recorder.lookupRefused();
            throw new UndecidedException(Drop.LOOKUPS_FULL);
        }
        recorder.lookupBegun();
        return new GuardedLookup(this, place, key, new LookupOrigin(all.breaker.generation(), now, deadline));
    }

    /** Begins a lookup, and once more when the backend did not answer and there is time left. */
    public Answer<LookupResult> start(Lookup lookup, LookupTerms terms) {
        try {
            Answer<LookupResult> answer = lookup.start(terms);
            return answer instanceof Answer.Pending<LookupResult> pending
                    ? new Answer.Pending<>(pending.value()
                            .onErrorResume(RetryableException.class, error -> again(lookup, terms, error)))
                    : answer;
        } catch (RetryableException e) {
            return new Answer.Pending<>(again(lookup, terms, e));
        }
    }

    private Mono<LookupResult> again(Lookup lookup, LookupTerms terms, RetryableException error) {
        Parts all = parts();
        long pause = RetryBudget.pause();
        boolean isInTime = terms.deadline() - clock.getAsLong() > 2 * pause;
        if (settings.retries() == 0 || !isInTime || all.breaker.isOpen() || !all.retries.take()) {
            return Mono.error(error);
        }
        recorder.lookupRetried();
        return Mono.delay(Duration.ofNanos(pause), timer)
                .flatMap(passed -> lookup.start(terms).mono());
    }

    void succeeded(LookupOrigin from) {
        Parts all = parts();
        all.retries.save();
        if (all.breaker.succeeded(from)) {
            log.answered();
        }
    }

    /** A lookup that failed when its time was over may have failed for nothing but that. */
    void failed(LookupOrigin from, @Nullable CredentialKey key, Throwable error) {
        if (!from.isOver(clock.getAsLong())) {
            count(from, key, error);
        } else if (hasHadTime(from)) {
            timedOut(from, key, error);
        } else {
            unusable(key, error);
        }
    }

    private void count(LookupOrigin from, @Nullable CredentialKey key, Throwable error) {
        Parts all = parts();
        String why = why(error);
        if (all.isProbed()) {
            all.recent.add(key, new UndecidedException(Drop.UNDECIDED, why));
            all.breaker.failed(from, error, why);
            all.prober.start();
        }
    }

    /** A lookup that one has overtaken which was answered says nothing of the backend as it is now. */
    void timedOut(LookupOrigin from, @Nullable CredentialKey key, Throwable late) {
        if (parts().breaker.hasAnsweredSince(from)) {
            unusable(key, late);
        } else {
            count(from, key, late);
        }
    }

    /** A failure of nothing but this lookup. */
    void unusable(@Nullable CredentialKey key, Throwable error) {
        Parts all = parts();
        if (all.isProbed()) {
            all.recent.add(
                    key,
                    error instanceof UnusableAnswerException answer
                            ? answer
                            : new UndecidedException(Drop.UNDECIDED, why(error)));
        }
    }

    /** Whether a lookup that ends now without an answer has had as much time as should do. */
    boolean hasHadTime(LookupOrigin from) {
        return from.isOver(clock.getAsLong()) && from.given() >= enough.toNanos();
    }

    LookupRecorder recorder() {
        return recorder;
    }

    private boolean probed(int inARow, @Nullable Throwable error) {
        Parts all = parts();
        recorder.probed(error == null);
        if (error != null) {
            all.breaker.probeFailed(why(error));
            if (inARow >= PROBES) {
                all.breaker.open(why(error));
            }
        } else if (inARow >= PROBES) {
            if (all.breaker.close()) {
                log.ended(clock.getAsLong());
            }
            return false;
        }
        return !closed && isFailing();
    }

    /** Whether the backend fails, as far as is known: its breaker is open, or a lookup has failed and none was answered since. */
    public boolean isFailing() {
        Parts all = parts();
        return all.breaker.isOpen() || all.breaker.isFailing();
    }

    /** Whether who can wait should: half of what the backend works on at a time is asked by others, or half of what it may be asked. */
    public boolean isBusy() {
        int atOnce = directory.backend().atOnce();
        LookupLimiter limiter = parts().limiter;
        return 2 * limiter.inFlight() >= (atOnce == 0 ? limiter.limit() : Math.max(4, atOnce));
    }

    private void opened(Outage begun) {
        recorder.breakerOpened();
        log.opened(begun);
        parts().prober.start();
    }

    private static String why(Throwable error) {
        return String.valueOf(UndecidedException.of(error).getMessage());
    }

    @Override
    public int limit() {
        return parts().limiter.limit();
    }

    @Override
    public boolean isOpen() {
        Parts now = parts;
        return now != null && !closed && now.breaker.isOpen();
    }

    /** What is to be said of it while its breaker is open, without a secret; null while it is closed. */
    public @Nullable String outage() {
        Parts now = parts;
        Outage open = now == null ? null : now.breaker.outage();
        return open == null ? null : log.words(open, clock.getAsLong());
    }

    /** Probes no more. */
    @Override
    public void close() {
        Parts made;
        synchronized (this) {
            closed = true;
            made = parts;
        }
        if (made != null) {
            made.prober.close();
        }
    }

    private Parts parts() {
        Parts made = parts;
        return made == null ? make() : made;
    }

    private synchronized Parts make() {
        Parts made = parts;
        if (made == null) {
            made = new Parts(directory.backend());
            if (closed) {
                made.prober.close();
            }
            parts = made;
            if (!closed) {
                recorder.guarded(this);
            }
        }
        return made;
    }

    /** What it is made of, once it is needed. */
    private final class Parts implements BackendProber.Listener {
        private final Probing probing;
        private final LookupLimiter limiter;
        private final BackendBreaker breaker =
                new BackendBreaker(directory.name(), settings, clock, BackendGuard.this::opened);
        private final RecentFailures recent = new RecentFailures(settings.failureTtl(), clock);
        private final RetryBudget retries = new RetryBudget();
        private final BackendProber prober;

        Parts(Backend backend) {
            probing = backend.probing();
            limiter = new LookupLimiter(backend, most, enough, clock);
            prober = new BackendProber(directory::probe, probing, settings, timer, this);
        }

        boolean isProbed() {
            return probing != Probing.NEVER;
        }

        @Override
        public boolean probed(int inARow, @Nullable Throwable error) {
            return BackendGuard.this.probed(inARow, error);
        }

        @Override
        public boolean isNeeded() {
            return isFailing();
        }
    }
}
