package io.gatehouse.directory;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Identity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Knows who clients are: a file, a database, a token issuer. It says who somebody is; policy says what they may. It is made and
 * started though its backend is down, is asked by many threads, and never blocks them.
 */
public interface Directory extends AutoCloseable {
    /** What the configuration calls it. */
    String name();

    /** Of what kind it is. */
    String type();

    /**
     * All parts of a login that may change an answer: what is not among them may differ, and the answer stays the same. An
     * answer that depends on the time as well says so by its {@linkplain Validity validity}.
     */
    Set<LoginPart> reads();

    /**
     * How a login is looked up here; does no I/O.
     *
     * @return null when the login is not for this directory: it brings nothing that could be looked up, or it is known without
     *     a question that the user is not here
     */
    @Nullable Lookup lookup(AuthorizationRequest login);

    /**
     * A password hash as most of its users have, where all users are in memory: a password login that no directory knows is
     * compared with it, so that the time of an answer does not tell who exists. Null where there is none.
     */
    default @Nullable PasswordHash decoy() {
        return null;
    }

    /** What bears its lookups that are {@link Lookup.Kind#REMOTE}, so that it is guarded from more than it takes. */
    default Backend backend() {
        return Backend.ORDINARY;
    }

    /**
     * Completes when it can answer now, and fails with the reason when it cannot. Where lookups have failed it says when they are
     * begun again, so it asks the backend as they do, and as cheaply as may be; where it could answer without the backend, it
     * completes at once. The reason is shown to operators where it is an {@link io.gatehouse.policy.UndecidedException}, with a
     * text that has no secret in it; of any other only the kind is. When it is cancelled it holds nothing any more.
     */
    default Mono<Void> probe() {
        return Mono.empty();
    }

    /**
     * What it cannot answer now although {@link #probe} is good, for operators who check it; nothing where it can answer all. The texts
     * have no secret in them. It may ask the backend for more than the probe does.
     */
    default Flux<String> limitations() {
        return Flux.empty();
    }

    /** What changes in it while it is open; silent where it cannot tell. */
    default Flux<Change> changes() {
        return Flux.never();
    }

    /**
     * The {@linkplain Identity#marks() marks} of what is revoked: at first all that are revoked by now, and each time that more are,
     * these. Silent where identities have none.
     */
    default Flux<Set<String>> revokedMarks() {
        return Flux.never();
    }

    /** Who its users are, without a credential of theirs; null where it can be asked with one only. */
    default @Nullable IdentityLookup identityLookup() {
        return null;
    }

    /**
     * How its answers may be left for other instances, where the configuration has a shared cache; asked once, when it was opened.
     * Two directories of one name and type whose keys say the same must give the same answers, and answers whose lookups are {@link
     * Lookup.Kind#REMOTE} are shared.
     */
    default Sharing sharing() {
        return Sharing.NONE;
    }

    /**
     * Whether its backend may find one user by several spellings of the name: in capitals, with blanks round it. Wrong passwords for
     * all of them then count for one name.
     */
    default boolean mayIgnoreSpelling() {
        return false;
    }

    /** Lets go of what it holds; lookups that are under way end, good or bad. */
    @Override
    void close();

    /**
     * A change of what a directory answers.
     *
     * @param user whose answers change; null for everybody's
     * @param before who that was up to now; null where that is not known
     * @param nkeys the public nkeys that it logged in with
     * @param mayLogIn whether anybody may log in as it from now on; true where that is not known
     */
    record Change(@Nullable String user, @Nullable Identity before, List<String> nkeys, boolean mayLogIn) {
        public Change {
            nkeys = List.copyOf(nkeys);
        }

        /** Of a user of whom no more is known. */
        public Change(@Nullable String user) {
            this(user, null, List.of(), true);
        }
    }
}
