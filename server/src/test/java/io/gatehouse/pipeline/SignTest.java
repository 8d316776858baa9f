package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Nothing is signed that would come too late. */
class SignTest {
    private static final long DEADLINE = 1_000;

    private final ResponseJwt response = new ResponseJwt(SigningKey.generate(NkeyKind.ACCOUNT), null);

    @Test
    void signsWhatIsInTime() {
        assertThat(signAt(DEADLINE - 1).response()).isNotEmpty();
    }

    @Test
    void signsNothingOnceTheDeadlineHasPassed() {
        assertThatExceptionOfType(DroppedException.class)
                .isThrownBy(() -> signAt(DEADLINE))
                .satisfies(dropped -> assertThat(dropped.reason()).isEqualTo(Drop.DEADLINE));
    }

    private Signed signAt(long now) {
        Arrival arrival = new Arrival(new Unpacked(new byte[1], null, "r"), 0, DEADLINE);
        Decoded decoded = new Decoded(new Opened(arrival, new byte[1], null), SampleRequest.login("alice", "a1"));
        Decided decided = new Decided(decoded, new Verdict.Denied(DenyReason.BAD_CREDENTIALS));
        return new Sign(new Admit(() -> now), response, Clock.systemUTC()).sign(decided);
    }
}
