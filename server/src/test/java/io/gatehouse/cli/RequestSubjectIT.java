package io.gatehouse.cli;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import org.junit.jupiter.api.Test;

/** A request that the server made for another issuer than ours is not ours. */
@AgainstNatsServer
class RequestSubjectIT {
    @Test
    void anInstanceWithAnotherIssuerAnswersNobody() throws Exception {
        try (Stage stage = Stage.config()
                .set("issuer.seed", SigningKey.generate(NkeyKind.ACCOUNT).seed())
                .open()) {
            Silence.of(stage.as("alice", "alice"), stage, Drop.WRONG_SUBJECT);
        }
    }

    /** The control, in operator mode with one of the AUTH account's signing keys, as init makes it. */
    @Test
    void aSigningKeyOfTheAuthAccountIsNoOtherIssuer() throws Exception {
        try (Stage stage = Stage.operator().open();
                Client alice = new Client(stage.as("alice", "alice"))) {
            alice.says("hello");
        }
    }
}
