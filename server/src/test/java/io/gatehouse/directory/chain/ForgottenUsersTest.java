package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.policy.SampleRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is forgotten is looked up again, and nobody is let in by what was looked up before. */
class ForgottenUsersTest {
    private final ScriptedDirectory directory = ScriptedDirectory.slow(Lookup.Kind.REMOTE);
    private final Chained chained = new Chained(
            directory,
            new LookupSettings(CacheSettings.DEFAULT, FailureSettings.DEFAULT, 100, true),
            new CountingRecorder());

    private CompletableFuture<LookupResult> ask(String user) {
        return chained.find(SampleRequest.login(user, "p"), SampleRequest.inTime())
                .toFuture();
    }

    private void forget(@Nullable Set<String> users) {
        chained.chain.forget(null, users);
    }

    @Test
    void whoIsForgottenIsLookedUpAgainAndOthersAreNot() {
        CompletableFuture<LookupResult> alice = ask("alice");
        CompletableFuture<LookupResult> bob = ask("bob");
        directory.asked(0).answer(ScriptedDirectory.found("alice"));
        directory.asked(1).answer(ScriptedDirectory.found("bob"));
        assertThat(alice).isCompleted();
        assertThat(bob).isCompleted();

        forget(Set.of("alice"));

        assertThat(ask("bob")).isCompleted();
        assertThat(ask("alice")).isNotDone();
        assertThat(directory.asked()).hasSize(3);
    }

    @Test
    void everybodyCanBeForgotten() {
        CompletableFuture<LookupResult> alice = ask("alice");
        directory.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(alice).isCompleted();

        forget(null);

        assertThat(ask("alice")).isNotDone();
    }

    @Test
    void whatWasBeingLookedUpIsNotRememberedAndNobodyWaitsForIt() {
        CompletableFuture<LookupResult> before = ask("alice");
        forget(Set.of("alice"));

        CompletableFuture<LookupResult> after = ask("alice");
        assertThat(directory.asked()).hasSize(2);
        directory.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(before).isCompleted();
        assertThat(after).isNotDone();
        directory.asked(1).answer(ScriptedDirectory.WRONG);

        assertThat(after).isCompletedWithValue(ScriptedDirectory.WRONG);
        assertThat(ask("alice").getNow(null)).isEqualTo(ScriptedDirectory.WRONG);
    }

    @Test
    void anotherDirectoryForgetsNothing() {
        CompletableFuture<LookupResult> alice = ask("alice");
        directory.asked(0).answer(ScriptedDirectory.found("alice"));
        assertThat(alice).isCompleted();

        chained.chain.forget("another", null);

        assertThat(ask("alice")).isCompleted();
    }
}
