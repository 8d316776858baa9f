package io.gatehouse.service.revoke;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.audit.Auditing;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Directory.Change;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.revocation.Memory;
import io.gatehouse.revocation.RevocationRecorder;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.revocation.Revocations;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Live revocation, where it is configured: directories are listened to, and what they tell is made sessions that are to end.
 *
 * @param revocations null where it is off
 * @param names in force now; null while the service is put together
 */
public record LiveRevocation(@Nullable Revocations revocations, Supplier<@Nullable SessionNames> names)
        implements AutoCloseable {
    /** The most bytes of the body of an admin request. */
    public static final int MAX_BYTES = RevokeRequest.MAX_BYTES;

    private static final Logger log = LoggerFactory.getLogger(LiveRevocation.class);

    /** Off. */
    public static LiveRevocation none() {
        return new LiveRevocation(null, () -> null);
    }

    /**
     * As it is configured; connects to nothing yet.
     *
     * @param settings null where it is off
     * @param budget how long an answer may be under way
     * @param chain in force now; null while the service is put together
     * @param names the same
     * @param audit hears of each session that was to be closed
     */
    public static LiveRevocation of(
            @Nullable RevocationSettings settings,
            Duration budget,
            Supplier<@Nullable DirectoryChain> chain,
            Supplier<@Nullable SessionNames> names,
            RevocationRecorder counters,
            Auditing audit) {
        if (settings == null) {
            log.info(RevocationGaps.OFF);
            return none();
        }
        Memory memory = new ChainMemory(chain);
        RevocationRecorder recorder = new RecordedRevocations(counters, audit::closed);
        return new LiveRevocation(new Revocations(settings, budget, memory, recorder), names);
    }

    /**
     * Listens to a directory until it is closed.
     *
     * @param inUse what its users are called; null while it is not in use
     */
    public void listenTo(Directory directory, Supplier<@Nullable DirectoryNames> inUse) {
        Revocations to = revocations;
        if (to != null) {
            Disposable unused =
                    directory.changes().subscribe(change -> hear(to, directory, inUse.get(), change), error -> {});
        }
    }

    /** Whoever tells of a change goes on, whatever becomes of it here. */
    private void hear(Revocations to, Directory directory, @Nullable DirectoryNames inUse, Change change) {
        SessionNames now = names.get();
        if (inUse == null || now == null) {
            return;
        }
        Recovery.run(
                () -> {
                    Revoked user = now.of(directory.name(), inUse, change);
                    if (user == null) {
                        to.changedSomebody(directory.name());
                    } else {
                        to.changed(user);
                    }
                },
                mistake -> log.error("a mistake in Gatehouse: a change of a user closes no session", mistake));
    }

    /** Begins to connect. */
    public void start() {
        if (revocations != null) {
            revocations.start();
        }
    }

    /** What is to be said of it, by what it is about. */
    public Map<String, String> notes() {
        return revocations == null ? Map.of() : revocations.notes();
    }

    /** What it does not reach, as things are configured, by what it is about. */
    public Map<String, String> remarks(List<DirectorySettings> directories) {
        return RevocationGaps.notes(revocations != null, directories);
    }

    /** The sessions of all servers; null where it is off, and while no server answers. */
    public @Nullable Sessions sessions() {
        return revocations == null ? null : revocations.sessions();
    }

    /** Answers an admin request that revokes a user. */
    public Mono<AdminReply> answer(byte[] body) {
        SessionNames now = names.get();
        if (revocations == null || now == null) {
            return Mono.just(RevokeRequest.off());
        }
        RevokeRequest request;
        try {
            request = RevokeRequest.parse(body);
        } catch (ClaimsException e) {
            return Mono.just(RevokeRequest.wrong());
        }
        Revoked user = now.of(request.user(), request.directory(), request.account());
        return Mono.fromFuture(revocations.revoke(user), true).map(RevokeRequest::of);
    }

    @Override
    public void close() {
        if (revocations != null) {
            revocations.close();
        }
    }
}
