package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Unpacked;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.AppliedRules;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Nothing is signed that would come too late, or be more than nats-server takes. */
class SignTest {
    private static final long DEADLINE = 1_000;

    private final ResponseJwt response = new ResponseJwt(SigningKey.generate(NkeyKind.ACCOUNT), null);
    private final Snapshot snapshot =
            new Snapshot(response, null, Set.of(), (request, deadline) -> new Answer.Pending<>(Mono.never()));

    @Test
    void signsWhatIsInTime() {
        assertThat(signAt(DEADLINE - 1).response()).isNotEmpty();
    }

    @Test
    void signsNothingOnceTheDeadlineHasPassed() {
        assertThatExceptionOfType(DroppedException.class)
                .isThrownBy(() -> signAt(DEADLINE))
                .satisfies(dropped -> assertThat(dropped.authorization().verdict())
                        .extracting("reason")
                        .isEqualTo(Drop.DEADLINE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesWhomItCouldOnlyAnswerWithMoreThanTheServerTakes(boolean sealed) {
        Authorized decided = decided(granted(100), sealed);
        int size = sign(decided, 0, 1 << 20).response().length;

        assertThat(sign(decided, 0, size).authorization()).isSameAs(decided.authorization());
        Signed refused = sign(decided, 0, size - 1);

        assertThat(refused.response().length).isLessThan(size);
        assertThat(refused.authorization().verdict())
                .isEqualTo(new Verdict.Denied(
                        DenyReason.ANSWER_TOO_LARGE, size + " bytes, and nats-server takes " + (size - 1)));
    }

    /** Whatever the server takes: its library reads no more, and one of the libraries that sign signs no more. */
    @Test
    void refusesWhomItCouldOnlyAnswerWithMoreThanAnybodyReads() {
        Signed refused = sign(decided(granted(14_000), true), 0, 64 << 20);

        assertThat(refused.authorization().verdict())
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(DenyReason.ANSWER_TOO_LARGE));
    }

    @Test
    void signsTheLargestAnswerThatAnybodyReads() {
        int subjects = 1;
        int most = ResponseJwt.MAX_BYTES + BoxKey.OVERHEAD;
        for (int step = 8192; step > 0; step /= 2) {
            if (size(subjects + step) <= most) {
                subjects += step;
            }
        }
        Signed signed = sign(decided(granted(subjects), true), 0, 64 << 20);

        assertThat(signed.authorization().verdict()).isInstanceOf(Verdict.Granted.class);
        assertThat(signed.response().length).isBetween(most - 200, most);
    }

    private int size(int subjects) {
        UserJwt jwt = granted(subjects).userJwt();
        return response.grantedLength(jwt.length(1_790_000_000, 0), 1_790_000_000) + BoxKey.OVERHEAD;
    }

    @Test
    void staysSilentWhereNotEvenARefusalIsSmallEnough() {
        Authorized denied = decided(new Verdict.Denied(DenyReason.BAD_CREDENTIALS), true);
        int size = sign(denied, 0, 1 << 20).response().length;

        assertThat(sign(denied, 0, size).response()).hasSize(size);
        for (Authorized decided : List.of(denied, decided(granted(1), true))) {
            assertThatExceptionOfType(DroppedException.class)
                    .isThrownBy(() -> sign(decided, 0, 100))
                    .satisfies(dropped -> assertThat(dropped.authorization().verdict())
                            .extracting("reason")
                            .isEqualTo(Drop.ANSWER_TOO_LARGE));
        }
    }

    /** Whatever fits of the texts that rules have nats-server log; the reason is what counts. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "ü", "😀", "\"", "a😀"})
    void cutsTheTextsOfRulesSoThatARefusalIsSmallEnough(String text) {
        Authorized bare = refused("");
        int least = sign(bare, 0, 1 << 20).response().length;
        Authorized told = refused(text.repeat(300));
        int whole = sign(told, 0, 1 << 20).response().length;

        for (int most = least; most < whole; most++) {
            Signed signed = sign(told, 0, most);
            assertThat(signed.response().length).isLessThanOrEqualTo(most);
            assertThat(signed.authorization()).isSameAs(told.authorization());
        }
        assertThat(error(sign(told, 0, least))).isEqualTo("gatehouse: refused");
        assertThat(error(sign(told, 0, (least + whole) / 2)))
                .startsWith("gatehouse: refused: ")
                .endsWith("…")
                .doesNotContain("\uFFFD");
        assertThat(sign(told, 0, whole - 1).response().length).isGreaterThan(whole - 50);
    }

    private Authorized refused(String note) {
        AppliedRules rules = new AppliedRules(List.of("closed"), note);
        Verdict verdict = new Verdict.Denied(DenyReason.REFUSED);
        return decided(new Authorization(verdict, null, null, Authorization.Origin.NONE, rules), false);
    }

    /** What nats-server would log. */
    private static String error(Signed signed) {
        String jwt = new String(signed.response(), StandardCharsets.US_ASCII);
        byte[] claims = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]);
        String json = new String(claims, StandardCharsets.UTF_8);
        int begin = json.indexOf("gatehouse: ");
        return json.substring(begin, json.indexOf("\"}", begin));
    }

    private Verdict.Granted granted(int subjects) {
        List<String> allow =
                IntStream.range(0, subjects).mapToObj(i -> "%040d".formatted(i)).toList();
        Permissions permissions = new Permissions(new SubjectRules(allow, List.of()), SubjectRules.NONE, null);
        UserClaims.Body body = new UserClaims.Body(permissions, Limits.NONE, false, false, List.of());
        UserJwt jwt = new UserJwt(UserClaims.of("alice", null, body), SigningKey.generate(NkeyKind.ACCOUNT));
        return new Verdict.Granted(jwt, 0, "APP1");
    }

    private Signed signAt(long now) {
        return sign(decided(new Verdict.Denied(DenyReason.BAD_CREDENTIALS), false), now, 1 << 20);
    }

    private Authorized decided(Verdict verdict, boolean sealed) {
        return decided(Authorization.of(verdict), sealed);
    }

    private Authorized decided(Authorization authorization, boolean sealed) {
        Arrival arrival = new Arrival(new Unpacked(new byte[1], null, "r"), 0, DEADLINE);
        BoxKey box = sealed ? CurveKey.generate().boxKey(CurveKey.generate().publicKey()) : null;
        return new Authorized(new Exchange(arrival, snapshot, box), SampleRequest.login("alice", "a1"), authorization);
    }

    private Signed sign(Authorized decided, long now, int maxPayload) {
        return new Sign(new Admit(() -> now), () -> maxPayload, Clock.systemUTC()).sign(decided);
    }
}
