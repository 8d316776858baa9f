package io.gatehouse.load.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.Workload;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerVerifierTest {
    private static final long NOW = 1_800_000_000;
    private static final long REQUEST = 5;
    private static final int RIGHT = 0;
    private static final int WRONG = 1;

    private final CurveKey callout = CurveKey.generate();
    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey other = SigningKey.generate(NkeyKind.ACCOUNT);
    private final TestUsers users = TestUsers.patterned(2, "u%d", "p%d", 0.5);
    private final Workload workload = Workload.fresh(2, callout.publicKey(), users, 1, "A", false);
    private final Nkey user = workload.userNkey(REQUEST);
    private final Nkey server = workload.server(REQUEST).key().publicKey();
    private final Expected expected = new Expected(
            Set.of(issuer.publicKey().text()), Set.of(), "APP1", Set.of("{user}.>"), Set.of("_INBOX.>", "news"));

    private AnswerVerdict verify(byte[] body, int client) {
        return new AnswerVerifier(workload, expected).verify(REQUEST, client, body, NOW);
    }

    private byte[] sealed(byte[] jwt) {
        return callout.boxKey(Objects.requireNonNull(workload.server(REQUEST).xkey()))
                .seal(jwt);
    }

    private static byte[] userJwt(
            SigningKey signer, @Nullable String audience, List<String> publish, Nkey subject, long expires) {
        Permissions permissions = new Permissions(
                new SubjectRules(publish, List.of()), new SubjectRules(List.of("news", "_INBOX.>"), List.of()), null);
        UserClaims.Body body = new UserClaims.Body(permissions, Limits.NONE, false, false, List.of());
        UserClaims claims = new UserClaims("u", audience, null, body, List.of());
        return new UserJwt(claims, signer).sign(subject, NOW, expires);
    }

    private byte[] rightUserJwt() {
        return userJwt(issuer, "APP1", List.of("u0.>"), user, 0);
    }

    private byte[] granted(byte[] userJwt) {
        return sealed(new ResponseJwt(issuer, null).granted(user, server, userJwt, NOW));
    }

    private byte[] denied() {
        return sealed(new ResponseJwt(issuer, null).denied(user, server, "no", NOW));
    }

    @Test
    void takesWhatIsRight() {
        assertThat(verify(granted(rightUserJwt()), RIGHT)).isEqualTo(AnswerVerdict.GRANTED);
        assertThat(verify(denied(), WRONG)).isEqualTo(AnswerVerdict.DENIED);
        assertThat(verify(new byte[0], WRONG)).isEqualTo(AnswerVerdict.DENIED);
    }

    @Test
    void aDenialForTheRightPasswordIsWrong() {
        assertThat(verify(denied(), RIGHT)).isEqualTo(AnswerVerdict.DENIED_WRONGLY);
        assertThat(verify(new byte[0], RIGHT)).isEqualTo(AnswerVerdict.DENIED_WRONGLY);
    }

    @Test
    void aGrantForAWrongPasswordIsWrong() {
        assertThat(verify(granted(rightUserJwt()), WRONG)).isEqualTo(AnswerVerdict.GRANTED_WRONGLY);
    }

    @Test
    void anyFlippedByteOfABoxIsNoticed() {
        byte[] right = granted(rightUserJwt());
        for (int i = 0; i < right.length; i++) {
            byte[] flipped = right.clone();
            flipped[i] ^= 1;

            assertThat(verify(flipped, RIGHT)).as("byte %d", i).isEqualTo(AnswerVerdict.UNOPENABLE);
        }
    }

    @Test
    void anyFlippedByteOfAJwtInTheClearIsNoticed() {
        Workload clear = Workload.fresh(2, null, users, 1, "A", false);
        Nkey subject = clear.userNkey(REQUEST);
        byte[] right = new ResponseJwt(issuer, null)
                .granted(
                        subject,
                        clear.server(REQUEST).key().publicKey(),
                        userJwt(issuer, "APP1", List.of("u0.>"), subject, 0),
                        NOW);
        AnswerVerifier verify = new AnswerVerifier(clear, expected);
        assertThat(verify.verify(REQUEST, RIGHT, right, NOW)).isEqualTo(AnswerVerdict.GRANTED);
        Set<AnswerVerdict> seen = EnumSet.noneOf(AnswerVerdict.class);
        for (int i = 0; i < right.length; i++) {
            byte[] flipped = right.clone();
            flipped[i] ^= 1;
            AnswerVerdict verdict = verify.verify(REQUEST, RIGHT, flipped, NOW);
            seen.add(verdict);

            assertThat(verdict.isRight()).as("byte %d", i).isFalse();
        }
        assertThat(seen).contains(AnswerVerdict.BAD_SIGNATURE, AnswerVerdict.MALFORMED);
    }

    @Test
    void anAnswerInTheClearToASealedRequestIsWrong() {
        byte[] clear = new ResponseJwt(issuer, null).granted(user, server, rightUserJwt(), NOW);

        assertThat(verify(clear, RIGHT)).isEqualTo(AnswerVerdict.UNOPENABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b", "{}", "a.b.c.d"})
    void whatIsNoResponseIsMalformed(String text) {
        assertThat(verify(sealed(text.getBytes(StandardCharsets.UTF_8)), RIGHT)).isEqualTo(AnswerVerdict.MALFORMED);
    }

    @Test
    void aUserJwtAloneIsMalformed() {
        assertThat(verify(sealed(rightUserJwt()), RIGHT)).isEqualTo(AnswerVerdict.MALFORMED);
    }

    @Test
    void anotherIssuerIsWrong() {
        byte[] response = new ResponseJwt(other, null).granted(user, server, rightUserJwt(), NOW);

        assertThat(verify(sealed(response), RIGHT)).isEqualTo(AnswerVerdict.WRONG_ISSUER);
        assertThat(verify(granted(userJwt(other, "APP1", List.of("u0.>"), user, 0)), RIGHT))
                .isEqualTo(AnswerVerdict.WRONG_ISSUER);
    }

    @Test
    void anotherUserNkeyIsWrong() {
        Nkey stranger = workload.userNkey(REQUEST + 1);
        byte[] response = new ResponseJwt(issuer, null).granted(stranger, server, rightUserJwt(), NOW);

        assertThat(verify(sealed(response), RIGHT)).isEqualTo(AnswerVerdict.WRONG_SUBJECT);
        assertThat(verify(granted(userJwt(issuer, "APP1", List.of("u0.>"), stranger, 0)), RIGHT))
                .isEqualTo(AnswerVerdict.WRONG_SUBJECT);
    }

    @Test
    void anotherServerIsWrong() {
        Nkey stranger = workload.server(REQUEST + 1).key().publicKey();
        byte[] response = new ResponseJwt(issuer, null).granted(user, stranger, rightUserJwt(), NOW);

        assertThat(verify(sealed(response), RIGHT)).isEqualTo(AnswerVerdict.WRONG_AUDIENCE);
    }

    @Test
    void aUserJwtThatCannotBeReadIsWrong() {
        byte[] jwt = rightUserJwt();
        jwt[jwt.length - 3] ^= 1;

        assertThat(verify(granted(jwt), RIGHT)).isEqualTo(AnswerVerdict.BAD_USER_JWT);
    }

    @Test
    void aUserJwtOfThePastIsWrong() {
        assertThat(verify(granted(userJwt(issuer, "APP1", List.of("u0.>"), user, NOW - 1)), RIGHT))
                .isEqualTo(AnswerVerdict.EXPIRED);
        assertThat(verify(granted(userJwt(issuer, "APP1", List.of("u0.>"), user, NOW + 1)), RIGHT))
                .isEqualTo(AnswerVerdict.GRANTED);
    }

    @Test
    void anotherAccountIsWrong() {
        assertThat(verify(granted(userJwt(issuer, "APP2", List.of("u0.>"), user, 0)), RIGHT))
                .isEqualTo(AnswerVerdict.WRONG_ACCOUNT);
    }

    @Test
    void otherPermissionsAreWrong() {
        for (List<String> publish :
                List.of(List.<String>of(), List.of(">"), List.of("u0.>", "more"), List.of("u1.>"))) {
            assertThat(verify(granted(userJwt(issuer, "APP1", publish, user, 0)), RIGHT))
                    .as("%s", publish)
                    .isEqualTo(AnswerVerdict.WRONG_PERMISSIONS);
        }
    }
}
