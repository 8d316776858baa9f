package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.entitlement.Entitlement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request ends with says whose it was, what became of it, by which directory, and when. */
@Timeout(60)
class DecisionTest {
    private static final Identity ALICE = Identity.of("users", Entitlement.plain("alice", "APP1"));

    private static Decision decision(Verdict verdict) throws InterruptedException {
        Authorization answer = new Authorization(verdict, "users", ALICE, Origin.CACHE);
        try (GateScene scene = GateScene.sealed((request, deadline) -> new Answer.Ready<>(answer))) {
            scene.arrive(scene.goodBody());
            assertThat(scene.nextEnd()).isNotNull();
            return Objects.requireNonNull(scene.decisions.poll());
        }
    }

    private static void assertAbout(Decision decision, Verdict verdict) {
        AuthorizationRequest request = Objects.requireNonNull(decision.request());
        assertThat(request.connect().user()).isEqualTo("alice");
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.directory()).isEqualTo("users");
        assertThat(decision.identity()).isSameAs(ALICE);
        assertThat(decision.origin()).isEqualTo(Origin.CACHE);
        assertThat(decision.wasTaken()).isTrue();
        assertThat(decision.waitedNanos()).isNotNegative();
        assertThat(decision.nanos()).isGreaterThanOrEqualTo(decision.waitedNanos());
    }

    @Test
    void ofWhoIsRefused() throws InterruptedException {
        Verdict verdict = new Verdict.Denied(DenyReason.OUTSIDE_HOURS);

        assertAbout(decision(verdict), verdict);
    }

    @Test
    void ofWhoGetsNoAnswerForAMistakeOfTheOperators() throws InterruptedException {
        Verdict verdict = new Verdict.Dropped(Drop.ACCOUNT_UNKNOWN, "account APP1 has no signing key here");

        assertAbout(decision(verdict), verdict);
    }

    @Test
    void ofWhatIsDroppedUnreadNothingIsKnownButTheReason() throws InterruptedException {
        try (GateScene scene = GateScene.sealed(GateScene.grantAll())) {
            scene.arrive(new byte[Open.MAX_BYTES + 1]);

            assertThat(scene.nextEnd()).isEqualTo(Drop.TOO_LARGE);
            Decision decision = Objects.requireNonNull(scene.decisions.poll());
            assertThat(decision.request()).isNull();
            assertThat(decision.directory()).isNull();
            assertThat(decision.origin()).isEqualTo(Origin.NONE);
            assertThat(decision.wasTaken()).isFalse();
        }
    }
}
