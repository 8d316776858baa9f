package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose password is checked first. */
@Timeout(60)
class PrecedenceTest {
    @Test
    void knownChecksGoFirstThenOrdinaryOnesThenThoseOfABusySource() throws Exception {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash running = scene.occupy();
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (Precedence precedence : List.of(Precedence.LOW, Precedence.ORDINARY, Precedence.KNOWN)) {
                for (int i = 0; i < 2; i++) {
                    all.add(scene.begin(scene.named(precedence + " " + i), precedence));
                }
            }

            running.letGo();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

            assertThat(scene.hashed)
                    .as("the fourth of all, after the one that ran first, is the turn of the lowest")
                    .containsExactly("KNOWN 0", "KNOWN 1", "LOW 0", "ORDINARY 0", "ORDINARY 1", "LOW 1");
        }
    }

    @Test
    void aCrowdThatIsKnownDoesNotKeepEverybodyElseOut() throws Exception {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash running = scene.occupy();
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(scene.begin(scene.named("known"), Precedence.KNOWN));
            }
            all.add(scene.begin(scene.named("ordinary"), 60_000).result());

            running.letGo();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

            assertThat(scene.hashed.indexOf("ordinary")).isLessThan(8);
        }
    }

    @Test
    void whatIsRefusedWhenItsTurnComesIsNotHashed() throws Exception {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash running = scene.occupy();
            IllegalStateException refusal = new IllegalStateException("too many");
            CheckTerms asking = new CheckTerms(scene.deadline(60_000), Precedence.ORDINARY, () -> refusal);
            PasswordCheck check = scene.checks.begin(scene.named("refused"), ChecksScene.PASSWORD, asking);

            running.letGo();

            assertThat(check.result().handle((right, why) -> why).join()).hasCause(refusal);
            assertThat(scene.hashed).isEmpty();
            assertThat(scene.drops).containsEntry(CheckDrop.LIMITED, 1);
        }
    }
}
