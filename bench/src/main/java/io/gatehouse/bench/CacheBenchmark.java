package io.gatehouse.bench;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.ChainResult;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.warmup.SampleDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the cache of verified credentials takes to tell who a client is, for a thousand users in turn. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CacheBenchmark {
    private static final int USERS = 1000;
    private static final Duration FOR_EVER = Duration.ofMinutes(10);
    private static final CacheSettings REMEMBERS = new CacheSettings(FOR_EVER, FOR_EVER, 0, 32 << 20);
    private static final CacheSettings FORGETS = new CacheSettings(Duration.ZERO, Duration.ZERO, 0, 32 << 20);

    private final AuthorizationRequest[] requests = new AuthorizationRequest[USERS];
    private final DirectoryChain right = cached(user(), REMEMBERS);
    private final DirectoryChain wrong = cached(new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS), REMEMBERS);
    private final DirectoryChain forgetful = cached(user(), FORGETS);
    private int next;

    private static DirectoryChain cached(LookupResult answer, CacheSettings cache) {
        LookupSettings settings = new LookupSettings(cache, FailureSettings.NONE, LookupSettings.DEFAULT_LOOKUPS, true);
        return new ChainBuilder(settings, LookupRecorder.NONE)
                .add(Match.ALL, new SampleDirectory(List.of(answer)))
                .build();
    }

    private static LookupResult user() {
        return new LookupResult.Found(Identity.of("users", Entitlement.plain("orders", "APP")));
    }

    @Setup
    public void fill() throws ClaimsException {
        Requests ring = Requests.of(null, USERS);
        RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofSeconds(5));
        for (int i = 0; i < USERS; i++) {
            requests[i] = decoder.decode(ring.next(), null);
            find(right, requests[i]);
            find(wrong, requests[i]);
        }
    }

    /** A credential that is known to be right: the way of all who come back. */
    @Benchmark
    public @Nullable LookupResult right() {
        return find(right, request());
    }

    /** One that is known to be wrong. */
    @Benchmark
    public @Nullable LookupResult wrong() {
        return find(wrong, request());
    }

    /** One of which nothing is remembered, with a directory that answers at once: what the cache adds to a first look. */
    @Benchmark
    public @Nullable LookupResult unknown() {
        return find(forgetful, request());
    }

    private AuthorizationRequest request() {
        next = next + 1 == USERS ? 0 : next + 1;
        return requests[next];
    }

    private static LookupResult find(DirectoryChain chain, AuthorizationRequest request) {
        return ((Answer.Ready<ChainResult>) chain.find(request, Long.MAX_VALUE))
                .value()
                .result();
    }
}
