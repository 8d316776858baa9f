package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.ClaimsException;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.7Z");
    private static final AuthorizationRequest CLIENT = SampleRequest.client().build();
    private static final Permissions SOME =
            new Permissions(new SubjectRules(List.of("a.>"), List.of("a.b")), SubjectRules.NONE, null);

    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey signing = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey scoped = SigningKey.generate(NkeyKind.ACCOUNT);
    private final Policy policy = policy(Accounts.keyed(Map.of(
            "APP1",
            new Account.Keyed(
                    "APP1",
                    account.publicKey(),
                    new Account.Key(account, false),
                    Map.of("plain", new Account.Key(signing, false), "scoped", new Account.Key(scoped, true))),
            "ROLES",
            new Account.Keyed("ROLES", signing.publicKey(), null, Map.of("scoped", new Account.Key(scoped, true))))));

    @Nested
    class Placing {
        @Test
        void signsWithTheAccountsOwnKeyAndNamesNoIssuerAccount() throws ClaimsException {
            UserToken token = token(Entitlements.alice());

            assertThat(token.issuer()).isEqualTo(account.publicKey());
            assertThat(token.claims().issuerAccount()).isNull();
            assertThat(token.claims().audience()).isNull();
        }

        @Test
        void namesTheAccountWhenASigningKeySigns() throws ClaimsException {
            UserToken token = token(Entitlements.alice().role("plain").permissions(SOME));

            assertThat(token.issuer()).isEqualTo(signing.publicKey());
            assertThat(token.claims().issuerAccount()).isEqualTo(account.publicKey());
            assertThat(body(token).permissions()).isEqualTo(SOME);
        }

        @Test
        void findsTheAccountByItsPublicKey() throws ClaimsException {
            assertThat(granted(Entitlements.alice().account(account.publicKey().text()))
                            .account())
                    .isEqualTo("APP1");
        }

        @Test
        void leavesPermissionsAndLimitsToAScopedKey() throws ClaimsException {
            UserToken token = token(Entitlements.alice().role("scoped").tags("team:blue"));

            assertThat(token.issuer()).isEqualTo(scoped.publicKey());
            assertThat(token.claims().body()).isNull();
            assertThat(token.claims().tags()).containsExactly("team:blue");
            assertThat(token.claims().name()).isEqualTo("alice");
        }

        @Test
        void namesTheAccountInTheAudienceInConfigMode() throws ClaimsException {
            Policy config = policy(Accounts.named(account));
            UserToken token = token(config, Entitlements.alice().build());

            assertThat(token.claims().audience()).isEqualTo("APP1");
            assertThat(token.claims().issuerAccount()).isNull();
            assertThat(token.issuer()).isEqualTo(account.publicKey());
        }

        @Test
        void refusesAnAccountOrRoleThatHasNoKey() {
            assertThat(refusal(Entitlements.alice().account("APP9"))).isEqualTo(DenyReason.ACCOUNT_UNKNOWN);
            assertThat(refusal(Entitlements.alice().role("nurse"))).isEqualTo(DenyReason.ACCOUNT_UNKNOWN);
            assertThat(refusal(Entitlements.alice().account("ROLES"))).isEqualTo(DenyReason.ACCOUNT_UNKNOWN);
            assertThat(policy(Accounts.named(account))
                            .refusal(Entitlements.alice().role("scoped").build()))
                    .isEqualTo(DenyReason.ACCOUNT_UNKNOWN);
        }

        @Test
        void refusesWhatAScopedKeyCannotCarry() {
            Limits subs = new Limits(10, -1, -1, List.of(), List.of(), null);

            assertConflict(Entitlements.alice().permissions(SOME));
            assertConflict(Entitlements.alice().limits(subs));
            assertConflict(Entitlements.alice().bearer());
            assertConflict(Entitlements.alice().proxy());
        }

        @Test
        void refusesNamesAndTagsThatWouldWidenTheTemplatesOfAScope() {
            assertConflict(Entitlements.alice().name("*"));
            assertConflict(Entitlements.alice().name(">"));
            assertConflict(Entitlements.alice().tags("team:*"));
        }

        @Test
        void takesWithAScopedKeyWhatGatehouseItselfEnforces() {
            assertThat(decide(Entitlements.alice().role("scoped").sources("192.168.0.0/16"), CLIENT))
                    .isEqualTo(denied(DenyReason.SOURCE_NOT_ALLOWED));
            assertThat(decide(Entitlements.alice().role("scoped").types(ConnectionType.WEBSOCKET), CLIENT))
                    .isEqualTo(denied(DenyReason.CONNECTION_TYPE_NOT_ALLOWED));
            assertThat(decide(Entitlements.alice().role("scoped").hours("11:00:00", "12:00:00", null), CLIENT))
                    .isEqualTo(denied(DenyReason.OUTSIDE_HOURS));
        }

        private void assertConflict(Entitlements entitlement) {
            assertThat(refusal(entitlement.role("scoped"))).isEqualTo(DenyReason.SCOPE_CONFLICT);
            assertThat(refusal(entitlement.role("plain"))).isNull();
        }
    }

    @Nested
    class Claims {
        @Test
        void carryWhatTheServerCanEnforce() throws ClaimsException {
            Limits limits = new Limits(
                    10, 20, 30, List.of("10.0.0.0/8"), List.of(new Limits.TimeRange("09:00:00", "12:00:00")), "UTC");
            UserClaims.Body body = body(token(Entitlements.alice()
                    .permissions(SOME)
                    .limits(limits)
                    .types(ConnectionType.WEBSOCKET, ConnectionType.STANDARD)
                    .bearer()
                    .proxy()));

            assertThat(body.permissions()).isEqualTo(SOME);
            assertThat(body.limits()).isEqualTo(limits);
            assertThat(body.allowedConnectionTypes()).containsExactly("STANDARD", "WEBSOCKET");
            assertThat(body.bearerToken()).isTrue();
            assertThat(body.proxyRequired()).isTrue();
        }

        @Test
        void tellTheZoneOfTheHoursLestTheServerTakesItsOwn() throws ClaimsException {
            assertThat(body(token(Entitlements.alice().hours("09:00:00", "12:00:00", null)))
                            .limits()
                            .timesLocation())
                    .isEqualTo("UTC");
            assertThat(body(token(Entitlements.alice())).limits()).isEqualTo(Limits.NONE);
        }

        @Test
        void spellASingleAddressAsARange() throws ClaimsException {
            assertThat(body(token(Entitlements.alice().sources("10.1.2.3")))
                            .limits()
                            .sources())
                    .containsExactly("10.1.2.3/32");
        }

        @Test
        void areNotMadeFromRangesAndTimesThatAreNone() {
            assertThatThrownBy(() ->
                            policy.prepare(Entitlements.alice().sources("home").build()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> policy.prepare(
                            Entitlements.alice().hours("9", "10", null).build()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> policy.prepare(Entitlements.alice()
                            .hours("09:00:00", "10:00:00", "Moon")
                            .build()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Deciding {
        @Test
        void grantsForEverWhatHasNoEnd() {
            assertThat(granted(Entitlements.alice()).expiresAt()).isZero();
        }

        @Test
        void deniesTheDisabledAndTheExpired() {
            assertThat(decide(Entitlements.alice().disabled(true), CLIENT)).isEqualTo(denied(DenyReason.DISABLED));
            assertThat(decide(Entitlements.alice().expires(NOW.minusSeconds(1)), CLIENT))
                    .isEqualTo(denied(DenyReason.EXPIRED));
            assertThat(decide(Entitlements.alice().expires(NOW), CLIENT)).isEqualTo(denied(DenyReason.EXPIRED));
            assertThat(granted(Entitlements.alice().expires(NOW.plusSeconds(1))).expiresAt())
                    .isEqualTo(NOW.getEpochSecond() + 1);
        }

        @Test
        void deniesAnAddressOutsideOfTheRangesAndOneThatIsNone() {
            Entitlements inside = Entitlements.alice().sources("192.168.0.0/16", "10.1.0.0/16");

            assertThat(decide(inside, CLIENT)).isInstanceOf(Verdict.Granted.class);
            assertThat(decide(inside, SampleRequest.client().host("10.2.0.1").build()))
                    .isEqualTo(denied(DenyReason.SOURCE_NOT_ALLOWED));
            assertThat(decide(inside, SampleRequest.client().host("").build()))
                    .isEqualTo(denied(DenyReason.SOURCE_NOT_ALLOWED));
        }

        @ParameterizedTest
        @CsvSource({
            "STANDARD, STANDARD, Client, nats, true",
            "STANDARD, STANDARD, Client, websocket, false",
            "WEBSOCKET, WEBSOCKET, Client, websocket, true",
            "MQTT, MQTT_WS, Client, mqtt, true",
            "MQTT, MQTT, Client, mqtt, false",
            "MQTT_WS, MQTT_WS, Client, mqtt, false",
            "LEAFNODE, LEAFNODE_WS, Leafnode, '', true",
            "LEAFNODE, LEAFNODE, Leafnode, '', false",
            "STANDARD, WEBSOCKET, Leafnode, '', false",
            "STANDARD, STANDARD, Client, quic, false"
        })
        void allowsAConnectionOnlyWhenEachTypeThatItMayHaveIsAllowed(
                ConnectionType one, ConnectionType other, String kind, String type, boolean allowed) {
            Entitlements entitlement = one == other
                    ? Entitlements.alice().types(one)
                    : Entitlements.alice().types(one, other);
            Verdict verdict = decide(
                    entitlement, SampleRequest.client().connection(kind, type).build());

            assertThat(verdict instanceof Verdict.Granted).isEqualTo(allowed);
            if (!allowed) {
                assertThat(verdict).isEqualTo(denied(DenyReason.CONNECTION_TYPE_NOT_ALLOWED));
            }
        }

        @Test
        void allowsAnyConnectionWhenNoTypeIsListed() {
            assertThat(decide(
                            Entitlements.alice(),
                            SampleRequest.client().connection("New", "kind").build()))
                    .isInstanceOf(Verdict.Granted.class);
        }

        @Test
        void endsTheSessionAtTheFirstOfItsEnds() {
            long now = NOW.getEpochSecond();
            Entitlements all = Entitlements.alice()
                    .hours("09:00:00", "10:30:00", "UTC")
                    .session(Duration.ofHours(1))
                    .expires(NOW.plus(Duration.ofHours(2)));

            assertThat(granted(all).expiresAt()).isEqualTo(now + 30 * 60);
            assertThat(granted(all.session(Duration.ofMinutes(10))).expiresAt()).isEqualTo(now + 600);
            assertThat(granted(all.expires(NOW.plusSeconds(60))).expiresAt()).isEqualTo(now + 60);
        }

        @Test
        void tellsNoEndThatOverflowsTheServersNanoseconds() {
            long most = NOW.getEpochSecond() + Integer.MAX_VALUE;

            assertThat(granted(Entitlements.alice().expires(Instant.parse("9999-12-31T23:59:59Z")))
                            .expiresAt())
                    .isEqualTo(most);
            assertThat(granted(Entitlements.alice().session(Duration.ofSeconds(Long.MAX_VALUE)))
                            .expiresAt())
                    .isEqualTo(most);
        }

        @Test
        void sharesOneVerdictAmongTheLoginsOfAGrantWithoutEnd() {
            Grant grant = policy.prepare(Entitlements.alice().build());

            assertThat(policy.decide(grant, CLIENT)).isSameAs(policy.decide(grant, CLIENT));
        }
    }

    private static Policy policy(Accounts accounts) {
        return new Policy(accounts, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private @Nullable DenyReason refusal(Entitlements entitlement) {
        Entitlement built = entitlement.build();
        DenyReason early = policy.refusal(built);
        assertThat(policy.prepare(built).refusal()).isEqualTo(early);
        if (early != null) {
            assertThat(policy.decide(policy.prepare(built), CLIENT)).isEqualTo(denied(early));
        }
        return early;
    }

    private Verdict decide(Entitlements entitlement, AuthorizationRequest request) {
        return policy.decide(policy.prepare(entitlement.build()), request);
    }

    private Verdict.Granted granted(Entitlements entitlement) {
        Verdict verdict = decide(entitlement, CLIENT);
        assertThat(verdict).isInstanceOf(Verdict.Granted.class);
        return (Verdict.Granted) verdict;
    }

    private UserToken token(Entitlements entitlement) throws ClaimsException {
        return token(policy, entitlement.build());
    }

    private static UserToken token(Policy policy, Entitlement entitlement) throws ClaimsException {
        Verdict.Granted granted = (Verdict.Granted) policy.decide(policy.prepare(entitlement), CLIENT);
        Nkey subject = CLIENT.userNkey();
        byte[] jwt = granted.userJwt().sign(subject, NOW.getEpochSecond(), granted.expiresAt());
        UserToken token = UserToken.decode(new String(jwt, StandardCharsets.US_ASCII));
        assertThat(token.subject()).isEqualTo(subject);
        return token;
    }

    private static UserClaims.Body body(UserToken token) {
        return Objects.requireNonNull(token.claims().body());
    }

    private static Verdict denied(DenyReason reason) {
        return new Verdict.Denied(reason);
    }
}
