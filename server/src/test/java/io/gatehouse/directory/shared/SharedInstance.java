package io.gatehouse.directory.shared;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.Sharing;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.ChainResult;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One instance of several: a chain of one directory that asks somebody else, and its shared cache, in a time of its own. */
final class SharedInstance implements AutoCloseable {
    static final String MEANING = "url=[http://127.0.0.1]";

    /** A credential that was refused is looked up again each time. */
    private static final CacheSettings UNFORGIVING =
            new CacheSettings(CacheSettings.DEFAULT.ttl(), Duration.ZERO, 0, CacheSettings.DEFAULT.maxBytes());

    private final CountingRecorder recorder = new CountingRecorder();
    private final List<Boolean> usable = new CopyOnWriteArrayList<>();
    private final ScriptedBackend backend;
    private final SharedCacheSettings settings;
    private final SharedCache cache;
    private final DirectoryChain chain;
    private volatile Duration ahead = Duration.ZERO;

    SharedInstance(SharedCacheSettings settings, Sharing sharing) {
        this.settings = settings;
        backend = new ScriptedBackend("staff").sharing(sharing);
        cache = new SharedCache(settings, usable::add, () -> Instant.now().plus(ahead));
        chain = new ChainBuilder(LookupSettings.DEFAULT, recorder)
                .add(
                        DirectoryNames.PLAIN,
                        Match.ALL,
                        backend,
                        UNFORGIVING,
                        GuardSettings.DEFAULT,
                        Objects.requireNonNull(cache.of(backend, MEANING, recorder)))
                .build();
        cache.start();
    }

    boolean isConnected() {
        return cache.values() != null;
    }

    boolean triesWith(String key) {
        return key.equals(cache.tried().key());
    }

    /** It holds these secrets from now on, one a line. */
    void holds(String secrets) {
        cache.use(new SharedCacheSettings(settings.bucket(), Secret.of(secrets), settings.timeout(), settings.nats()));
    }

    SharedCache cache() {
        return cache;
    }

    ScriptedBackend backend() {
        return backend;
    }

    /** Its clock is so far ahead of the others. */
    void ahead(Duration time) {
        ahead = time;
    }

    /** What becomes of a login. */
    LookupResult ask(String user, String password) {
        ChainResult result =
                Objects.requireNonNull(chain.find(SampleRequest.login(user, password), SampleRequest.inTime())
                        .mono()
                        .block());
        return result.result();
    }

    /** Whether somebody is found, and by that name. */
    boolean finds(String user) {
        return ask(user, "p-of-" + user) instanceof LookupResult.Found found
                && found.identity().name().equals(user);
    }

    /** Somebody has asked to revoke a user. */
    void revoke(String user) {
        chain.revoke(null, Set.of(user));
    }

    /** How many logins its backend was asked about. */
    int asked() {
        return backend.lookups();
    }

    long read(SharedRead result) {
        return recorder.count(result);
    }

    /** What became of its reads. */
    Map<SharedRead, Long> reads() {
        Map<SharedRead, Long> reads = new EnumMap<>(SharedRead.class);
        for (SharedRead result : SharedRead.values()) {
            reads.put(result, read(result));
        }
        return reads;
    }

    long written(SharedWrite result) {
        return recorder.count(result);
    }

    /** What it was told of the bucket, one after the other. */
    List<Boolean> usable() {
        return List.copyOf(usable);
    }

    @Override
    public void close() {
        chain.stopProbing();
        cache.close();
    }
}
