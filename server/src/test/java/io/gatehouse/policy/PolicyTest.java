package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import io.gatehouse.policy.template.ValueHandling;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.7Z");
    private static final AuthorizationRequest CLIENT = SampleRequest.client().build();
    private static final UserPermissions SOME =
            new UserPermissions(SubjectSet.of(List.of("a.>"), List.of("a.b")), SubjectSet.EVERYTHING, null);

    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey signing = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey scoped = SigningKey.generate(NkeyKind.ACCOUNT);
    private final Accounts keyed = Accounts.keyed(Map.of(
            "APP1",
            new Account.Keyed(
                    "APP1",
                    account.publicKey(),
                    new Account.Key(account, false),
                    Map.of(
                            "plain", new Account.Key(signing, false),
                            "scoped", new Account.Key(scoped, true),
                            "dotted", new Account.Key(scoped, true, true))),
            "ROLES",
            new Account.Keyed("ROLES", signing.publicKey(), null, Map.of("scoped", new Account.Key(scoped, true)))));
    private final Policy policy = policy(keyed);
    private final Policy encoding = new Policy(
            keyed, Clock.fixed(NOW, ZoneOffset.UTC), SessionLimit.NONE, ValueHandling.ENCODE, PolicyRules.NONE);

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
            assertThat(body(token).permissions()).isEqualTo(SOME.claims());
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
            UserToken token = token(config, Entitlements.alice().identity());

            assertThat(token.claims().audience()).isEqualTo("APP1");
            assertThat(token.claims().issuerAccount()).isNull();
            assertThat(token.issuer()).isEqualTo(account.publicKey());
        }

        @Test
        void answersNothingForAnAccountOrRoleThatHasNoKey() {
            assertThat(mistake(Entitlements.alice().account("APP9"))).isEqualTo(Drop.ACCOUNT_UNKNOWN);
            assertThat(mistake(Entitlements.alice().role("nurse"))).isEqualTo(Drop.ACCOUNT_UNKNOWN);
            assertThat(mistake(Entitlements.alice().account("ROLES"))).isEqualTo(Drop.ACCOUNT_UNKNOWN);
            assertThat(policy(Accounts.named(account))
                            .misconfiguration(
                                    Entitlements.alice().role("scoped").identity()))
                    .isEqualTo(Drop.ACCOUNT_UNKNOWN);
        }

        @Test
        void answersNothingForWhatAScopedKeyCannotCarry() {
            UserLimits subs = new UserLimits(10, -1, -1, Sources.ANY, Hours.ANY);

            assertConflict(Entitlements.alice().permissions(SOME));
            assertConflict(Entitlements.alice().limits(subs));
            assertConflict(Entitlements.alice().bearer());
            assertConflict(Entitlements.alice().proxy());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "*",
                    ">",
                    "a*",
                    "a.b",
                    ".",
                    "alice.inbox",
                    "a b",
                    "a\u00a0b",
                    "a\u2003b",
                    "a\u3000b",
                    "{{account-name()}}",
                    "a{{b",
                    "a}}b"
                })
        void answersNothingForNamesAndTagValuesThatAreNotOneLiteralToken(String text) {
            assertConflict(Entitlements.alice().name(text));
            assertConflict(Entitlements.alice().tags("blue", "team:" + text));
        }

        @ParameterizedTest
        @ValueSource(strings = {"alice", "ALICE-7_x", "müller", "アリス", "a$b", "alice@example", "a{b}"})
        void takesNamesAndTagValuesThatAreOneLiteralToken(String text) {
            assertThat(mistake(Entitlements.alice().name(text).role("scoped"))).isNull();
            assertThat(mistake(Entitlements.alice().tags("team:" + text).role("scoped")))
                    .isNull();
        }

        @Test
        void looksAtTheValueOfATagOnlySinceNoTemplateTakesMore() {
            assertThat(mistake(Entitlements.alice().tags("a.b", "x.y:z").role("scoped")))
                    .isNull();
        }

        @Test
        void takesDotsAndNothingElseWhereTheKeyAllowsThem() {
            assertThat(mistake(Entitlements.alice()
                            .name("alice@corp.example")
                            .tags("team:a.b")
                            .role("dotted")))
                    .isNull();
            for (String text : List.of("a.*", "a.>", "a b.c", "{{name()}}")) {
                assertThat(mistake(Entitlements.alice().name(text).role("dotted")))
                        .as(text)
                        .isEqualTo(Drop.SCOPE_CONFLICT);
            }
        }

        @Test
        void encodesNamesAndTagValuesUnderAScopedKeyWhereItIsToldTo() throws ClaimsException {
            UserToken token = token(
                    encoding,
                    Entitlements.alice()
                            .name("alice@corp.example")
                            .tags("team:a.b", "level:9", "x.y")
                            .role("scoped")
                            .identity());

            assertThat(token.claims().name()).isEqualTo("alice=40corp=2Eexample");
            assertThat(token.claims().tags()).containsExactly("team:a=2Eb", "level:9", "x.y");
            assertThat(encoding.misconfiguration(Entitlements.alice()
                            .permissions(SOME)
                            .role("scoped")
                            .identity()))
                    .isEqualTo(Drop.SCOPE_CONFLICT);
        }

        @Test
        void encodesNothingWhereNoTemplateTakesIt() throws ClaimsException {
            for (String role : List.of("plain", "dotted")) {
                UserToken token = token(
                        encoding,
                        Entitlements.alice()
                                .name("alice@corp.example")
                                .tags("team:a.b")
                                .role(role)
                                .identity());

                assertThat(token.claims().name()).isEqualTo("alice@corp.example");
                assertThat(token.claims().tags()).containsExactly("team:a.b");
            }
            assertThat(encoding.misconfiguration(
                            Entitlements.alice().name("a b").role("dotted").identity()))
                    .isEqualTo(Drop.SCOPE_CONFLICT);
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
            assertThat(mistake(entitlement.role("scoped"))).isEqualTo(Drop.SCOPE_CONFLICT);
            assertThat(mistake(entitlement.role("plain"))).isNull();
        }
    }

    @Nested
    class Claims {
        @Test
        void carryWhatTheServerCanEnforce() throws ClaimsException {
            UserLimits limits =
                    new UserLimits(10, 20, 30, Sources.of(List.of(SourceRange.parse("10.0.0.0/8"))), Hours.ANY);
            UserClaims.Body body = body(token(Entitlements.alice()
                    .permissions(SOME)
                    .limits(limits)
                    .types(ConnectionType.WEBSOCKET, ConnectionType.STANDARD)
                    .bearer()
                    .proxy()));

            assertThat(body.permissions()).isEqualTo(SOME.claims());
            assertThat(body.limits()).isEqualTo(new Limits(10, 20, 30, List.of("10.0.0.0/8"), List.of(), null));
            assertThat(body.allowedConnectionTypes()).containsExactly("STANDARD", "WEBSOCKET");
            assertThat(body.bearerToken()).isTrue();
            assertThat(body.proxyRequired()).isTrue();
        }

        /** The server of before 2.14 reads a window past midnight wrong, and none has to: the session ends with the window. */
        @Test
        void leaveTheHoursOutAndEndWithThem() throws ClaimsException {
            Entitlements night = Entitlements.alice().hours("09:00:00", "08:00:00", "Europe/Berlin");
            UserToken token = token(night);

            assertThat(body(token).limits()).isEqualTo(Limits.NONE);
            assertThat(token.expiresAt())
                    .isEqualTo(Instant.parse("2026-03-03T07:00:00Z").getEpochSecond());
        }

        @Test
        void spellASingleAddressAsARange() throws ClaimsException {
            assertThat(body(token(Entitlements.alice().sources("10.1.2.3")))
                            .limits()
                            .sources())
                    .containsExactly("10.1.2.3/32");
        }
    }

    @Nested
    class Deciding {
        @Test
        void grantsForEverWhatHasNoEnd() {
            assertThat(granted(Entitlements.alice()).expiresAt()).isZero();
        }

        /** As the client's certificate does, whatever the directory states. */
        @Test
        void endsWithWhatTheClientProvedWhoItIs() {
            Identity ending = new Identity(
                    "x", "alice", Map.of(), Set.of(), Entitlements.alice().build(), NOW.plusSeconds(60));

            assertThat(policy.decide(ending, CLIENT))
                    .isInstanceOfSatisfying(
                            Verdict.Granted.class,
                            granted -> assertThat(granted.expiresAt())
                                    .isEqualTo(NOW.plusSeconds(60).getEpochSecond()));
            Identity renamed = ending.named("bob", Set.of());
            assertThat(renamed.expiresAt()).isEqualTo(ending.expiresAt());
            Identity ended = new Identity(
                    "x", "alice", Map.of(), Set.of(), Entitlements.alice().build(), NOW);
            assertThat(policy.decide(ended, CLIENT)).isEqualTo(denied(DenyReason.EXPIRED));
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
            "LEAFNODE, LEAFNODE_WS, Leafnode, '', true",
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
        void deniesTheDisabledAndTheExpiredBeforeItLooksForMistakesOfTheOperator() {
            assertThat(decide(Entitlements.alice().account("APP9").disabled(true), CLIENT))
                    .isEqualTo(denied(DenyReason.DISABLED));
            assertThat(decide(Entitlements.alice().account("APP9").expires(NOW), CLIENT))
                    .isEqualTo(denied(DenyReason.EXPIRED));
        }

        @Test
        void endsEverySessionWithinTheLimit() {
            Policy limited = new Policy(
                    Accounts.named(account),
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    new SessionLimit(Duration.ofSeconds(1000), () -> 0.5));
            long now = NOW.getEpochSecond();

            assertThat(end(limited, Entitlements.alice())).isEqualTo(now + 950);
            assertThat(end(limited, Entitlements.alice().session(Duration.ofHours(1))))
                    .isEqualTo(now + 950);
            assertThat(end(limited, Entitlements.alice().session(Duration.ofSeconds(940))))
                    .isEqualTo(now + 940);
            assertThat(end(limited, Entitlements.alice().expires(NOW.plusSeconds(30))))
                    .isEqualTo(now + 30);
        }

        @Test
        void placesNobodyInOurOwnAccountFromTheMomentThatItIsKnown() {
            AllowedAccounts allowed = new AllowedAccounts(List.of());
            Policy config = policy(Accounts.named(account, allowed));
            Identity identity = Entitlements.alice().account("AUTH").identity();
            assertThat(config.decide(identity, CLIENT)).isInstanceOf(Verdict.Granted.class);

            allowed.own("AUTH");

            assertThat(config.decide(identity, CLIENT))
                    .isInstanceOfSatisfying(
                            Verdict.Dropped.class,
                            withheld -> assertThat(withheld.reason()).isEqualTo(Drop.ACCOUNT_NOT_ALLOWED));
            assertThat(config.misconfiguration(identity)).isEqualTo(Drop.ACCOUNT_NOT_ALLOWED);
        }

        private long end(Policy decider, Entitlements entitlement) {
            Verdict verdict = decider.decide(entitlement.identity(), CLIENT);
            return ((Verdict.Granted) verdict).expiresAt();
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
        void preparesAnIdentityOnceForAllItsLogins() {
            Identity identity = Entitlements.alice().identity();

            assertThat(policy.grant(identity)).isSameAs(policy.grant(identity));
        }

        @Test
        void makesAnotherGrantOfAnIdentityThatAnotherPolicyHadPrepared() throws ClaimsException {
            SigningKey newKey = SigningKey.generate(NkeyKind.ACCOUNT);
            Identity identity = Entitlements.alice().identity();
            assertThat(token(policy(Accounts.named(account)), identity).issuer())
                    .isEqualTo(account.publicKey());

            assertThat(token(policy(Accounts.named(newKey)), identity).issuer()).isEqualTo(newKey.publicKey());
        }

        /** nats-server takes no user of another issuer than the one in its own file. */
        @Test
        void signsByTheIssuerThatTheServerExpects() throws ClaimsException {
            SigningKey other = SigningKey.generate(NkeyKind.ACCOUNT);
            Policy config = policy(Accounts.named(List.of(account, other), new AllowedAccounts(List.of())));
            Identity identity = Entitlements.alice().identity();

            assertThat(token(config, identity, by(account)).issuer()).isEqualTo(account.publicKey());
            UserToken token = token(config, identity, by(other));
            assertThat(token.issuer()).isEqualTo(other.publicKey());
            assertThat(token.claims())
                    .isEqualTo(token(config, identity, by(account)).claims());
            assertThat(token(config, identity, CLIENT).issuer()).isEqualTo(account.publicKey());
        }

        private static AuthorizationRequest by(SigningKey issuer) {
            AuthorizationRequest client = CLIENT;
            return new AuthorizationRequest(
                    issuer.publicKey().text(),
                    client.issuedAt(),
                    client.expiresAt(),
                    client.server(),
                    client.userNkey(),
                    client.client(),
                    client.connect(),
                    client.tls(),
                    client.requestNonce());
        }

        @Test
        void placesNobodyOfWhomNothingSaysWhere() {
            Identity identity = new Identity("directory", "alice", Map.of(), Set.of("staff"), null);

            for (Policy each : List.of(policy, policy(Accounts.named(account)))) {
                assertThat(each.decide(identity, CLIENT)).isInstanceOf(Verdict.Dropped.class);
                assertThat(each.misconfiguration(identity)).isEqualTo(Drop.ACCOUNT_UNKNOWN);
            }
        }

        @Test
        void sharesOneVerdictAmongTheLoginsOfAnIdentityWithoutEnd() {
            Identity identity = Entitlements.alice().identity();

            assertThat(policy.decide(identity, CLIENT)).isSameAs(policy.decide(identity, CLIENT));
        }
    }

    private static Policy policy(Accounts accounts) {
        return new Policy(accounts, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private @Nullable Drop mistake(Entitlements entitlement) {
        Identity built = entitlement.identity();
        Drop early = policy.misconfiguration(built);
        if (policy.decide(built, CLIENT) instanceof Verdict.Dropped withheld) {
            assertThat(withheld.reason()).isEqualTo(early);
            assertThat(withheld.detail()).isNotEmpty();
        } else {
            assertThat(early).isNull();
        }
        return early;
    }

    private Verdict decide(Entitlements entitlement, AuthorizationRequest request) {
        return policy.decide(entitlement.identity(), request);
    }

    private Verdict.Granted granted(Entitlements entitlement) {
        Verdict verdict = decide(entitlement, CLIENT);
        assertThat(verdict).isInstanceOf(Verdict.Granted.class);
        return (Verdict.Granted) verdict;
    }

    private UserToken token(Entitlements entitlement) throws ClaimsException {
        return token(policy, entitlement.identity());
    }

    private static UserToken token(Policy policy, Identity identity) throws ClaimsException {
        return token(policy, identity, CLIENT);
    }

    private static UserToken token(Policy policy, Identity identity, AuthorizationRequest request)
            throws ClaimsException {
        Verdict.Granted granted = (Verdict.Granted) policy.decide(identity, request);
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
