package io.gatehouse.revocation;

import io.gatehouse.crypto.PerSecret;
import io.gatehouse.crypto.Secret;
import io.gatehouse.sessions.SystemConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other instances, by each of the secrets that are held: they are told, and heard, under all of them. So nobody misses anything while
 * a secret is replaced, as long as each instance holds one that each other holds too.
 */
final class HeldPeers {
    private static final Logger log = LoggerFactory.getLogger(HeldPeers.class);

    private final PerSecret<RevocationPeers> held;
    private final Memory memory;
    private final ScheduledExecutorService timer;
    private @Nullable SystemConnection connection;

    /** @param timer looks each second whether this instance was stopped */
    HeldPeers(List<Secret> secrets, Memory memory, RevocationRecorder recorder, ScheduledExecutorService timer) {
        this.held = new PerSecret<>(secret -> new RevocationPeers(secret, InstantSource.system(), memory, recorder));
        this.memory = memory;
        this.timer = timer;
        boolean unused = held.use(secrets, added -> {}, gone -> {});
    }

    /** Whether there are no others. */
    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Tells them; as {@link RevocationPeers#tell}. */
    void tell(SystemConnection over, String replyTo, @Nullable String directory, @Nullable List<String> users) {
        held.all().forEach(peers -> peers.tell(over, replyTo, directory, users));
    }

    /** Hears them over another connection from now on. */
    synchronized void listen(SystemConnection other) {
        connection = other;
        held.all().forEach(peers -> peers.listen(other, timer));
    }

    /** Holds these secrets from now on. Where none of them was held before, some messages may be missed, and everybody is forgotten. */
    synchronized void use(List<Secret> secrets) {
        boolean wasEmpty = held.isEmpty();
        SystemConnection now = connection;
        boolean isShared = held.use(
                secrets,
                added -> {
                    if (now != null) {
                        added.listen(now, timer);
                    }
                },
                RevocationPeers::end);
        if (!isShared) {
            log.warn(
                    "revocation.secret has none of its former secrets any more: messages of instances that do not have the new"
                            + " one yet are ignored. To replace a secret, give both, one per line, until each instance has them");
        }
        if (!isShared || (wasEmpty && !secrets.isEmpty())) {
            // What others have told meanwhile was not heard here.
            memory.forget(null, null);
        }
    }
}
