package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserPermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSizesTest {
    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final ResponseJwt response = new ResponseJwt(issuer, null);
    private final Policy policy = new Policy(Accounts.named(issuer), Clock.systemUTC());

    private static Identity subjects(int number, String text) {
        List<String> allow = IntStream.range(0, number).mapToObj(i -> text + i).toList();
        return Entitlements.alice()
                .permissions(new UserPermissions(SubjectSet.of(allow, List.of()), SubjectSet.EVERYTHING, null))
                .identity();
    }

    private AnswerSizes bound(int maxPayload) {
        return new AnswerSizes(response, true, () -> maxPayload);
    }

    @Test
    void areThoseOfTheAnswersThemselves() {
        Identity user = subjects(50, "orders.");
        SampleRequest request = SampleRequest.client();
        Verdict.Granted granted = (Verdict.Granted) policy.decide(user, request.build());
        long now = 1_790_000_000;
        byte[] jwt = granted.userJwt().sign(request.build().userNkey(), now, now + 60);
        byte[] answer = response.granted(
                request.build().userNkey(), request.build().server().id(), jwt, now, BoxKey.OVERHEAD);

        assertThat(bound(1 << 20).of(user, policy)).isEqualTo(answer.length);
    }

    @Test
    void areBoundByWhatTheServerTakesAndByWhatAnybodyReads() {
        assertThat(bound(64 << 10).most()).isEqualTo(64 << 10);
        assertThat(bound(8 << 20).most()).isEqualTo(ResponseJwt.MAX_BYTES + BoxKey.OVERHEAD);
        assertThat(new AnswerSizes(response, false, () -> 8 << 20).most()).isEqualTo(ResponseJwt.MAX_BYTES);
    }

    /** The quick estimate errs on one side only, whatever the texts become in JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"orders.", "\"", "ü", "語", "\ud83d\ude00"})
    void fitToTheByte(String text) {
        for (int number : new int[] {1, 10, 100, 1000}) {
            Identity user = subjects(number, text);
            int size = bound(Integer.MAX_VALUE).of(user, policy);

            assertThat(bound(size).fits(user, policy)).isTrue();
            assertThat(bound(size - 1).fits(user, policy)).isFalse();
        }
    }

    @Test
    void ofOrdinaryAnswersAreSmall() {
        assertThat(bound(1 << 20).ordinary()).isBetween(1_000, 2_000);
    }

    @Test
    void areNoneWhereThereIsNoAnswer() {
        assertThat(bound(1).of(Entitlements.alice().role("nurse").identity(), policy))
                .isZero();
        assertThat(bound(1).fits(Entitlements.alice().role("nurse").identity(), policy))
                .isTrue();
    }
}
