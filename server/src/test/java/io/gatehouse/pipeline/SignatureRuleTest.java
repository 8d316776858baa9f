package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.claims.request.RequestFixtures;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a server's box stands for its signature, and when it does not. */
class SignatureRuleTest {
    @Test
    void onceAServerHasSignedItsBoxVouchesForIt() throws InterruptedException {
        try (GateScene scene = scene(SignatureRule.PER_SERVER)) {
            scene.arrive(scene.body(unsigned(scene)));
            assertThat(scene.nextEnd()).isEqualTo(Drop.BAD_SIGNATURE);

            scene.answersTheNextGoodRequest();
            scene.arrive(scene.body(unsigned(scene)));
            assertThat(scene.nextEnd()).isEqualTo("granted");
        }
    }

    @Test
    void everySignatureIsCheckedWhenAskedFor() throws InterruptedException {
        try (GateScene scene = scene(SignatureRule.EVERY_REQUEST)) {
            scene.answersTheNextGoodRequest();
            scene.arrive(scene.body(unsigned(scene)));
            assertThat(scene.nextEnd()).isEqualTo(Drop.BAD_SIGNATURE);
        }
    }

    @Test
    void withoutABoxNothingVouches() throws InterruptedException {
        try (GateScene scene = GateScene.clear(GateScene.grantAll())) {
            scene.answersTheNextGoodRequest();
            scene.arrive(scene.body(unsigned(scene)));
            assertThat(scene.nextEnd()).isEqualTo(Drop.BAD_SIGNATURE);
        }
    }

    private static GateScene scene(SignatureRule rule) {
        PipelineSettings settings = new PipelineSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                1,
                100,
                QueueDiscipline.defaults(),
                rule,
                Duration.ZERO,
                PipelineSettings.defaultPendingBytes());
        return GateScene.sealed(settings, GateScene.grantAll());
    }

    private static RequestFixtures.Request unsigned(GateScene scene) {
        return scene.server.request().signedBy(SigningKey.generate(NkeyKind.SERVER));
    }
}
