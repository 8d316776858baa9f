package io.gatehouse.service.revoke;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.audit.Auditing;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Directory.Change;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.shared.IdentityPrint;
import io.gatehouse.policy.Identity;
import io.gatehouse.revocation.Memory;
import io.gatehouse.revocation.RevocationRecorder;
import io.gatehouse.revocation.RevocationRecorder.By;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.revocation.Revocations;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.revocation.poll.PollRecorder;
import io.gatehouse.revocation.poll.Poller;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
 * @param poller asks directories that do not tell of changes; null where it is off
 * @param names in force now; null while the service is put together
 * @param polled the same
 */
public record LiveRevocation(
        @Nullable Revocations revocations,
        @Nullable Poller poller,
        Supplier<@Nullable SessionNames> names,
        Supplier<@Nullable PolledDirectories> polled)
        implements AutoCloseable {
    /** The most bytes of the body of an admin request. */
    public static final int MAX_BYTES = RevokeRequest.MAX_BYTES;

    private static final Logger log = LoggerFactory.getLogger(LiveRevocation.class);

    /** Off. */
    public static LiveRevocation none() {
        return new LiveRevocation(null, null, () -> null, () -> null);
    }

    /**
     * As it is configured; connects to nothing yet.
     *
     * @param settings null where it is off
     * @param budget how long an answer may be under way
     * @param chain in force now; null while the service is put together
     * @param names the same
     * @param polled the same
     * @param audit hears of each session that was to be closed
     */
    public static LiveRevocation of(
            @Nullable RevocationSettings settings,
            Duration budget,
            Supplier<@Nullable DirectoryChain> chain,
            Supplier<@Nullable SessionNames> names,
            Supplier<@Nullable PolledDirectories> polled,
            RevocationRecorder counters,
            PollRecorder polls,
            Auditing audit) {
        if (settings == null) {
            log.info(RevocationGaps.OFF);
            return none();
        }
        Memory memory = new ChainMemory(chain);
        RevocationRecorder recorder = new RecordedRevocations(counters, audit::closed);
        Revocations revocations = new Revocations(settings, budget, memory, recorder);
        Poller poller = new Poller(
                () -> PolledDirectories.now(polled).settings(),
                () -> PolledDirectories.now(polled).users(revocations, names),
                revocations::sessions,
                settings.secret(),
                polls,
                recorder,
                settings.closing(budget));
        revocations.onConnection(poller::connected);
        return new LiveRevocation(revocations, poller, names, polled);
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

    /**
     * A directory is in use from now on: sessions with marks that it calls revoked end, whoever has let them in, and when.
     */
    public void inUse(Directory directory) {
        Revocations to = revocations;
        if (to != null) {
            Predicate<String> outside = account -> {
                SessionNames now = names.get();
                return now == null || now.outside().test(account);
            };
            Disposable unused = directory
                    .revokedMarks()
                    .subscribe(
                            marks -> to.marksRevoked(Revoked.marked(directory.name(), marks, outside)),
                            error ->
                                    log.error("a mistake in Gatehouse: revoked certificates close no sessions", error));
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
                        to.changed(user, By.DIRECTORY);
                    }
                },
                mistake -> log.error("a mistake in Gatehouse: a change of a user closes no session", mistake));
    }

    /** A login has found a user in a directory that can be asked about it again. */
    public void found(String directory, String user, Identity identity) {
        Poller to = poller;
        if (to != null && to.isOn()) {
            Recovery.run(
                    () -> to.found(directory, user, identity.name(), IdentityPrint.of(identity)),
                    mistake -> log.error("a mistake in Gatehouse: a user is not asked about", mistake));
        }
    }

    /** Begins to connect. */
    public void start() {
        if (revocations != null) {
            revocations.start();
        }
        if (poller != null) {
            poller.start();
        }
    }

    /**
     * Takes what a reload takes of other settings.
     *
     * @param settings null where it is off
     */
    public void use(@Nullable RevocationSettings settings) {
        if (settings != null && revocations != null && poller != null) {
            revocations.use(settings);
            poller.use(settings.secrets());
        }
    }

    /** What is to be said of it, by what it is about. */
    public Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>(revocations == null ? Map.of() : revocations.notes());
        notes.putAll(poller == null ? Map.of() : poller.notes());
        return notes;
    }

    /** What it does not reach, as things are configured, by what it is about. */
    public Map<String, String> remarks(List<DirectorySettings> directories) {
        return RevocationGaps.notes(
                revocations != null, PolledDirectories.now(polled).settings(), directories);
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
        if (poller != null) {
            poller.close();
        }
        if (revocations != null) {
            revocations.close();
        }
    }
}
