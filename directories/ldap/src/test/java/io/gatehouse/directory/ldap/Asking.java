package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a directory, and waits for the answer. */
final class Asking {
    static final Duration TIME = Duration.ofSeconds(20);

    private Asking() {}

    /** Begins to ask; a login that is not for the directory is answered at once. */
    static CompletableFuture<LookupResult> begin(LdapDirectory directory, TestLogin login, Duration time) {
        Lookup lookup = directory.lookup(login.request());
        return lookup == null
                ? CompletableFuture.completedFuture(NotMine.NOT_MINE)
                : lookup.start(LookupTerms.until(System.nanoTime() + time.toNanos()))
                        .mono()
                        .toFuture();
    }

    /** The answer, or why there is none. */
    static Object outcome(LdapDirectory directory, String user, String password) {
        return outcome(begin(directory, TestLogin.password(user, password), TIME));
    }

    static Object outcome(CompletableFuture<LookupResult> asked) {
        try {
            return asked.get(2 * TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static Identity identity(LdapDirectory directory, String user, String password) {
        Object outcome = outcome(directory, user, password);
        assertThat(outcome).isInstanceOf(LookupResult.Found.class);
        return ((LookupResult.Found) outcome).identity();
    }

    static Identity alice(LdapDirectory directory) {
        return identity(directory, "alice", TestEntries.ALICE_PASSWORD);
    }

    /** Says that it cannot be decided, in these words. */
    static void assertUndecided(Object outcome, String... words) {
        assertThat(outcome).isInstanceOf(UndecidedException.class);
        assertThat(((Throwable) outcome).getMessage())
                .satisfies(said -> assertThat(List.of(words)).allMatch(said::contains))
                .doesNotContain(TestEntries.ALICE_PASSWORD, TestEntries.SERVICE_PASSWORD);
    }
}
