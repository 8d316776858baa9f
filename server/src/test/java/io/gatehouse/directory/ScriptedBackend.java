package io.gatehouse.directory;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.Answer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A directory whose backend answers, fails or hangs as a test says, and which counts what it is asked. */
public final class ScriptedBackend implements Directory {
    private final String name;
    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger probes = new AtomicInteger();
    private volatile Backend backend = Backend.ORDINARY;
    private volatile boolean reusable = true;
    private volatile boolean shareable = true;
    private volatile boolean ignoresSpelling;
    private volatile Function<String, Mono<LookupResult>> answers = ScriptedBackend::found;
    private volatile Supplier<Mono<Void>> probe = Mono::empty;
    private final AtomicLong version = new AtomicLong();
    private final Sinks.Many<Change> changes = Sinks.many().multicast().directBestEffort();
    private volatile Sharing sharing = Sharing.NONE;
    private volatile Set<LoginPart> reads = Set.of(LoginPart.USER, LoginPart.PASSWORD);

    public ScriptedBackend(String name) {
        this.name = name;
    }

    /** What it says of its backend. */
    public ScriptedBackend on(Backend what) {
        backend = what;
        return this;
    }

    /** Its answers may be left for other instances. */
    public ScriptedBackend sharing(Sharing how) {
        sharing = how;
        return this;
    }

    /** What it says that its answers depend on. */
    public ScriptedBackend reading(LoginPart... parts) {
        reads = Set.of(parts);
        return this;
    }

    /** It may find one user by several spellings. */
    public ScriptedBackend ignoringSpelling() {
        ignoresSpelling = true;
        return this;
    }

    /** A user has changed, and it hears of that; null for everybody. */
    public void change(@Nullable String user) {
        changes.emitNext(new Change(user), Sinks.EmitFailureHandler.FAIL_FAST);
        change();
    }

    /** It answers everything, and everybody is found. */
    public void well() {
        answers = ScriptedBackend::found;
        probe = Mono::empty;
    }

    /** Its answers are not to be remembered from now on. */
    public void storesNothing() {
        reusable = false;
    }

    /** Its answers are not to be left for other instances from now on. */
    public void sharesNothing() {
        shareable = false;
    }

    /** Lookups and probes fail. */
    public void fail() {
        lookupsFail(new IllegalStateException("down"));
        probesFail();
    }

    /** Lookups and probes are never answered. */
    public void hang() {
        answers = user -> Mono.never();
        probe = Mono::never;
    }

    public void lookupsFail(Throwable error) {
        answers = user -> Mono.error(error);
    }

    public void probesFail() {
        probesFail(new IllegalStateException("down"));
    }

    public void probesFail(Throwable error) {
        probe = () -> Mono.error(error);
    }

    /** Probes do not even begin. */
    public void probesThrow(Supplier<? extends Throwable> error) {
        probe = () -> {
            Throwable thrown = error.get();
            if (thrown instanceof Error mistake) {
                throw mistake;
            }
            throw (RuntimeException) thrown;
        };
    }

    public void probesAnswer() {
        probe = Mono::empty;
    }

    /**
     * Lookups are answered so.
     *
     * @param next the answer about a user; called for each start of a lookup
     */
    public void answer(Function<String, Mono<LookupResult>> next) {
        answers = next;
    }

    /** What it knows has changed, and it knows of that. */
    public void change() {
        version.incrementAndGet();
    }

    public int lookups() {
        return lookups.get();
    }

    public int probes() {
        return probes.get();
    }

    public static Mono<LookupResult> found(String user) {
        return Mono.just(ScriptedDirectory.found(user));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public Set<LoginPart> reads() {
        return reads;
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public Mono<Void> probe() {
        probes.incrementAndGet();
        return probe.get();
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String user = login.connect().user();
        return user == null ? null : new BackendLookup(user, version.get());
    }

    @Override
    public boolean mayIgnoreSpelling() {
        return ignoresSpelling;
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    @Override
    public Flux<Change> changes() {
        return changes.asFlux();
    }

    @Override
    public void close() {}

    private final class BackendLookup implements Lookup {
        private final String user;
        private final long asOf;

        BackendLookup(String user, long asOf) {
            this.user = user;
            this.asOf = asOf;
        }

        @Override
        public long version() {
            return asOf;
        }

        @Override
        public Kind kind() {
            return Kind.REMOTE;
        }

        @Override
        public boolean isReusable() {
            return reusable;
        }

        @Override
        public boolean isShareable() {
            return shareable;
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            lookups.incrementAndGet();
            return new Answer.Pending<>(answers.apply(user));
        }
    }
}
