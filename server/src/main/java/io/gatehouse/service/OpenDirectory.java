package io.gatehouse.service;

import io.gatehouse.directory.Backend.Probing;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.shared.SharedEntries;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.service.search.Searched;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A directory that is open.
 *
 * @param settings as it is configured now
 * @param names what its users are called among those of the others
 * @param review says whom of its users the policy in force lets nobody be
 * @param recorder hears of its users
 * @param shared what it leaves for other instances, and finds of theirs; null for nothing
 */
record OpenDirectory(
        DirectorySettings settings,
        DirectoryNames names,
        Directory directory,
        UserReview review,
        UsersRecorder recorder,
        @Nullable SharedEntries shared) {
    private static final Logger log = LoggerFactory.getLogger(OpenDirectory.class);

    String name() {
        return settings.name();
    }

    /** The same directory, asked about other logins, remembered in another way, or beside directories of other names. */
    OpenDirectory with(DirectorySettings others, DirectoryNames among) {
        return new OpenDirectory(others, among, directory, review, recorder, shared);
    }

    /** Whether it is the same directory, whatever it is asked about. */
    @SuppressWarnings("ReferenceEquality") // two that are equal are two all the same, each to be closed
    boolean isSameAs(OpenDirectory other) {
        return directory == other.directory;
    }

    /** It is in use from now on, with this policy. */
    void use(Policy policy) {
        review.by(policy, names);
        recorder.inUse();
    }

    /**
     * Ends once its first login has not to wait for what only the first one waits for: its users, where they are in memory, or a
     * connection to its backend, which has been asked as a lookup asks it. Ends as well when that cannot be had for now.
     *
     * @param patience after which the backend is not asked any more; users are waited for by whoever asks
     */
    CompletableFuture<Void> ready(Duration patience) {
        Stream<CompletableFuture<Void>> users = loaded().map(LoadedDirectory::usersKnown);
        return CompletableFuture.allOf(
                Stream.concat(users, Stream.of(asked(patience))).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> asked(Duration patience) {
        if (directory.backend().probing() == Probing.NEVER) {
            return CompletableFuture.completedFuture(null);
        }
        return Mono.defer(() -> Recovery.get(directory::probe, Mono::error))
                .timeout(patience)
                .onErrorResume(error -> {
                    log.info(
                            "directory {} cannot be asked for now: {}",
                            name(),
                            UndecidedException.failed(error).getMessage());
                    return Mono.empty();
                })
                .contextWrite(LateErrors::ignored)
                .toFuture();
    }

    /** Itself, where it has its users in memory. */
    Stream<LoadedDirectory> loaded() {
        return Stream.of(directory).filter(LoadedDirectory.class::isInstance).map(LoadedDirectory.class::cast);
    }

    /** It, as users are looked for in it. */
    Searched.Place searched() {
        boolean isListed = directory instanceof LoadedDirectory;
        return new Searched.Place(name(), settings.type().type(), isListed ? this::users : null);
    }

    private Stream<Identity> users() {
        return loaded().flatMap(LoadedDirectory::identities).map(names::named);
    }

    /** Closes it; what fails in that is told in the log. */
    void close() {
        recorder.withdraw();
        if (shared != null) {
            shared.close();
        }
        try {
            directory.close();
        } catch (RuntimeException | Error e) {
            log.warn(
                    "directory {} could not be closed: {}",
                    name(),
                    UndecidedException.failed(e).getMessage());
        }
    }
}
