package io.gatehouse.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserJwtTest {
    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();

    @Test
    void noLimitIsWrittenOut() throws ClaimsException {
        byte[] jwt =
                new UserJwt(UserClaims.of("alice", null, UserClaims.Body.UNRESTRICTED), account).sign(user, 10, 20);
        assertThat(JsonTree.claims(jwt))
                .isEqualTo(Map.of(
                        "iss",
                        account.publicKey().text(),
                        "name",
                        "alice",
                        "nats",
                        Map.of(
                                "pub", Map.of(),
                                "sub", Map.of(),
                                "subs", -1L,
                                "data", -1L,
                                "payload", -1L,
                                "type", "user",
                                "version", 2L),
                        "sub",
                        user.text(),
                        "iat",
                        10L,
                        "exp",
                        20L));
    }

    @Test
    void aScopedUserHasNeitherPermissionsNorLimits() throws ClaimsException {
        Nkey id = SigningKey.generate(NkeyKind.ACCOUNT).publicKey();
        UserClaims claims = new UserClaims("alice", null, id, null, List.of("team:red"));
        assertThat(nats(new UserJwt(claims, account).sign(user, 10, 0)))
                .isEqualTo(Map.of(
                        "issuer_account", id.text(), "tags", List.of("team:red"), "type", "user", "version", 2L));
    }

    @Test
    void aSessionWithoutEndHasNoExpiry() throws ClaimsException {
        byte[] jwt = new UserJwt(UserClaims.of("alice", null, UserClaims.Body.UNRESTRICTED), account).sign(user, 10, 0);
        assertThat(JsonTree.claims(jwt)).doesNotContainKey("exp").containsEntry("iat", 10L);
    }

    @Test
    void everyLengthOfTheFixedPartComesBack() throws ClaimsException {
        for (int length = 0; length < 10; length++) {
            UserClaims claims = UserClaims.of("n".repeat(length), null, UserClaims.Body.UNRESTRICTED);
            byte[] jwt = new UserJwt(claims, account).sign(user, 10, 20);
            UserToken token = UserToken.decode(new String(jwt, StandardCharsets.US_ASCII));
            assertThat(token.claims()).isEqualTo(claims);
            assertThat(token.subject()).isEqualTo(user);
        }
    }

    @Test
    void itsLengthIsKnownBeforeItIsSigned() {
        for (int name = 0; name < 10; name++) {
            UserJwt jwt = new UserJwt(UserClaims.of("n".repeat(name), null, UserClaims.Body.UNRESTRICTED), account);
            for (long end : new long[] {0, 9, 10, 999_999_999, 1_790_000_000, 99_999_999_999L}) {
                assertThat(jwt.length(1_790_000_000, end)).isEqualTo(jwt.sign(user, 1_790_000_000, end).length);
                assertThat(jwt.length(end, 7)).isEqualTo(jwt.sign(user, end, 7).length);
            }
        }
    }

    @Test
    void oneTemplateSignsForManyUsers() throws ClaimsException {
        UserJwt template = new UserJwt(UserClaims.of("alice", null, UserClaims.Body.UNRESTRICTED), account);
        Nkey other = SigningKey.generate(NkeyKind.USER).publicKey();
        byte[] first = template.sign(user, 10, 20);
        byte[] second = template.sign(other, 11, 0);
        assertThat(JsonTree.claims(first)).containsEntry("sub", user.text()).containsEntry("exp", 20L);
        assertThat(JsonTree.claims(second)).containsEntry("sub", other.text()).doesNotContainKey("exp");
    }

    @Test
    void durationsAreNanosecondsAsFarAsTheyReach() throws ClaimsException {
        assertThat(ttl(Duration.ofSeconds(90))).isEqualTo(90_000_000_000L);
        assertThat(ttl(Duration.ofSeconds(-1))).isEqualTo(-1_000_000_000L);
        assertThat(ttl(Duration.ofDays(1_000_000))).isEqualTo(Long.MAX_VALUE);
        assertThat(ttl(Duration.ofDays(-1_000_000))).isEqualTo(Long.MIN_VALUE);
    }

    private Object ttl(Duration ttl) throws ClaimsException {
        Permissions permissions = new Permissions(SubjectRules.NONE, SubjectRules.NONE, new Responses(1, ttl));
        UserClaims.Body body = new UserClaims.Body(permissions, Limits.NONE, false, false, List.of());
        Map<?, ?> responses = (Map<?, ?>)
                Objects.requireNonNull(nats(new UserJwt(UserClaims.of("alice", null, body), account).sign(user, 10, 0))
                        .get("resp"));
        return Objects.requireNonNull(responses.get("ttl"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> nats(byte[] jwt) throws ClaimsException {
        return (Map<String, @Nullable Object>)
                Objects.requireNonNull(JsonTree.claims(jwt).get("nats"));
    }
}
