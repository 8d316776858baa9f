package io.gatehouse.directory.chain;

import io.gatehouse.directory.IdentityLookup;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.guard.backend.GuardedLookup;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A directory in its place in the chain that can be asked about a user without a credential; logins go first. */
public final class AskableDirectory {
    private final ChainLink link;
    private final IdentityLookup identities;

    private AskableDirectory(ChainLink link, IdentityLookup identities) {
        this.link = link;
        this.identities = identities;
    }

    static Optional<AskableDirectory> of(ChainLink link) {
        IdentityLookup identities = link.directory().identityLookup();
        return identities == null ? Optional.empty() : Optional.of(new AskableDirectory(link, identities));
    }

    /** The name of the directory. */
    public String name() {
        return link.name();
    }

    /** What its users are called among those of the others, beside what they are called there. */
    public String naming() {
        NameSettings settings = link.names().settings();
        return settings.form() + "\n" + settings.prefix() + "\n" + settings.groupPrefix();
    }

    /**
     * What it may call somebody whom everybody else knows by this name; null where nobody of its users can have it, and where no login by
     * that name would come to it.
     */
    public @Nullable String userOf(String known) {
        DirectoryNames names = link.names();
        return names.isOfAnother(known)
                ? null
                : names.ofDirectory(Set.of(known)).stream()
                        .filter(user ->
                                link.match().mayTake(names.settings().form().of(user)))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Asks who a user is now. It fails where that cannot be told, and at once where logins ask as much as the backend should be asked.
     *
     * @param user as a client calls itself
     * @param patience how long the answer may take
     */
    public CompletableFuture<LookupResult> ask(String user, Duration patience) {
        return Recovery.get(() -> begin(user, patience), AskableDirectory::undecided);
    }

    private static <T> CompletableFuture<T> undecided(Throwable mistake) {
        return CompletableFuture.failedFuture(UndecidedException.of(mistake));
    }

    private CompletableFuture<LookupResult> begin(String user, Duration patience) {
        Lookup lookup = identities.of(link.names().settings().form().of(user));
        if (lookup == null) {
            return CompletableFuture.completedFuture(NotMine.NOT_MINE);
        }
        if (link.guard().isBusy()) {
            return CompletableFuture.failedFuture(new UndecidedException(Drop.LOOKUPS_FULL));
        }
        return begin(lookup, patience).thenApply(link.names()::answer);
    }

    private CompletableFuture<LookupResult> begin(Lookup lookup, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        GuardedLookup guarded = link.guard().begin(null, deadline);
        CompletableFuture<LookupResult> asked;
        try {
            asked = link.guard()
                    .start(lookup, LookupTerms.until(deadline))
                    .mono()
                    .timeout(patience)
                    .contextWrite(LateErrors::ignored)
                    .toFuture();
        } catch (RuntimeException | Error e) {
            guarded.failed(e);
            throw e;
        }
        return asked.whenComplete((answer, error) -> {
            if (answer != null) {
                guarded.answered();
            } else {
                guarded.failed(cause(error));
            }
        });
    }

    private static Throwable cause(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause == null ? UndecidedException.withoutAnswer() : cause;
    }

    /** Asks whether it can answer at all, and whether it still sees its users; it fails where that cannot be told. */
    public CompletableFuture<Void> probe(Duration patience) {
        return Recovery.get(
                () -> link.directory()
                        .probe()
                        .timeout(patience)
                        .contextWrite(LateErrors::ignored)
                        .toFuture(),
                AskableDirectory::undecided);
    }
}
