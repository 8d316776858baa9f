package io.gatehouse.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.claims.account.OperatorClaims;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.GoJwts;
import io.gatehouse.claims.jwt.GoJwts.GoJwt;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.claims.jwt.SignedJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.claims.request.RequestTree;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Go library wrote is read, and what is written here says the same as what the Go library wrote. */
class GoVectorsTest {
    private final Clock clock = Clock.fixed(Instant.ofEpochSecond(GoJwts.ISSUED_AT), ZoneOffset.UTC);
    private final RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), clock, Duration.ZERO);

    static List<GoJwt> requests() {
        return GoJwts.beginningWith("request-");
    }

    static List<GoJwt> users() {
        return GoJwts.beginningWith("user-");
    }

    static List<GoJwt> accounts() {
        return GoJwts.beginningWith("account-");
    }

    static List<GoJwt> responses() {
        return GoJwts.beginningWith("response-");
    }

    @ParameterizedTest
    @MethodSource("requests")
    @SuppressWarnings("unchecked")
    void requestsAreReadWhole(GoJwt vector) throws ClaimsException {
        AuthorizationRequest request = decoder.decode(vector.bytes(), sealedBy(vector));
        Map<String, @Nullable Object> expected = vector.claims();
        // What any JWT may have, and nats-server gives no request; its tags are the server's and the client's.
        expected.keySet().removeAll(List.of("jti", "nbf", "name"));
        ((Map<String, @Nullable Object>) Objects.requireNonNull(expected.get("nats"))).remove("tags");
        assertThat(RequestTree.of(request)).isEqualTo(JsonTree.withoutEmpty(expected));
    }

    private static @Nullable String sealedBy(GoJwt vector) {
        String seed = vector.seeds().get("serverXkey");
        return seed == null ? null : CurveKey.fromSeed(seed).publicKey().text();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsExpire(GoJwt vector) {
        Clock later = Clock.offset(clock, Duration.ofSeconds(3));
        assertThatExceptionOfType(ClaimsException.class)
                .isThrownBy(() -> new RequestDecoder(Ed25519.fastest(), later, Duration.ZERO)
                        .decode(vector.bytes(), sealedBy(vector)))
                .returns(Drop.EXPIRED, ClaimsException::reason);
    }

    @ParameterizedTest
    @MethodSource({"users", "accounts", "responses"})
    void otherClaimsAreNoRequests(GoJwt vector) {
        assertThatExceptionOfType(ClaimsException.class)
                .isThrownBy(() -> decoder.decode(vector.bytes(), null))
                .returns(Drop.WRONG_TYPE, ClaimsException::reason);
    }

    @ParameterizedTest
    @MethodSource("users")
    void usersSayTheSame(GoJwt vector) throws ClaimsException {
        UserToken token = UserToken.decode(vector.jwt());
        SigningKey signer = vector.key(token.issuer());
        byte[] signed = new UserJwt(token.claims(), signer).sign(token.subject(), token.issuedAt(), token.expiresAt());
        String issued = UserToken.issue(token.claims(), signer, token.subject(), token.issuedAt(), token.expiresAt());
        assertSame(vector, signed);
        assertSame(vector, issued.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aScopedUserSaysNothingOfPermissionsAndLimits() throws ClaimsException {
        UserToken token = UserToken.decode(GoJwts.named("user-scoped").jwt());
        assertThat(token.claims().body()).isNull();
        assertThat(token.claims().tags()).containsExactly("team:red");
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void accountsSayTheSame(GoJwt vector) throws ClaimsException {
        AccountClaims account = AccountClaims.decode(vector.jwt());
        Nkey issuer = Nkey.parse((String) Objects.requireNonNull(vector.claims().get("iss")));
        String encoded = account.encode(vector.key(issuer), GoJwts.ISSUED_AT);
        assertSame(vector, encoded.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theScopeOfASigningKeyIsRead() throws ClaimsException {
        GoJwt vector = GoJwts.named("account-application");
        AccountClaims account = AccountClaims.decode(vector.jwt());
        AccountSigningKey scoped = account.signingKey(vector.key("scopedSigner").publicKey());
        AccountSigningKey plain = account.signingKey(vector.key("accountSigner").publicKey());
        assertThat(Objects.requireNonNull(scoped).scoped()).isTrue();
        assertThat(Objects.requireNonNull(scoped.scope()).role()).isEqualTo("reader");
        assertThat(Objects.requireNonNull(plain).scoped()).isFalse();
        assertThat(account.signingKey(account.id())).isNull();
        assertThat(account.isSigner(account.id())).isTrue();
        assertThat(account.isSigner(plain.key())).isTrue();
        assertThat(account.isSigner(vector.key("operatorSigner").publicKey())).isFalse();
    }

    @Test
    void theCalloutOfAnAccountIsRead() throws ClaimsException {
        GoJwt vector = GoJwts.named("account-auth");
        AccountClaims account = AccountClaims.decode(vector.jwt());
        CalloutAuthorization callout = Objects.requireNonNull(account.authorization());
        assertThat(callout.authUsers()).containsExactly(vector.key("service").publicKey());
        assertThat(callout.xkey())
                .isEqualTo(
                        CurveKey.fromSeed(Objects.requireNonNull(vector.seeds().get("serviceXkey")))
                                .publicKey());
        assertThat(callout.allows(vector.key("account").publicKey())).isTrue();
        assertThat(callout.allows(account.id())).isFalse();
        AccountClaims any =
                AccountClaims.decode(GoJwts.named("account-auth-any").jwt());
        assertThat(Objects.requireNonNull(any.authorization()).allows(account.id()))
                .isTrue();
        AccountClaims system =
                AccountClaims.decode(GoJwts.named("account-system").jwt());
        assertThat(system.authorization()).isNull();
    }

    @Test
    void theOperatorSaysTheSame() throws ClaimsException {
        GoJwt vector = GoJwts.named("operator");
        OperatorClaims operator = new OperatorClaims(
                "example",
                List.of(vector.key("operatorSigner").publicKey()),
                vector.key("system").publicKey(),
                true,
                "nats://127.0.0.1:4222");
        String encoded = operator.encode(vector.key("operator"), GoJwts.ISSUED_AT);
        assertSame(vector, encoded.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void responsesSayTheSame(GoJwt vector) throws ClaimsException {
        boolean signingKey = vector.seeds().containsKey("authSigner");
        SigningKey issuer = vector.key(signingKey ? "authSigner" : "auth");
        ResponseJwt responses =
                new ResponseJwt(issuer, signingKey ? vector.key("auth").publicKey() : null);
        Nkey user = vector.key("user").publicKey();
        Nkey server = vector.key("server").publicKey();
        byte[] response = vector.name().contains("granted")
                ? responses.granted(user, server, GoJwts.named("user-full").bytes(), GoJwts.ISSUED_AT)
                : responses.denied(user, server, "authentication failed", GoJwts.ISSUED_AT);
        assertSame(vector, response);
        assertThat(Ed25519.fastest()
                        .verify(
                                issuer.publicKey(),
                                response,
                                0,
                                response.length - 87,
                                SignedJwt.parse(response, response.length).signature()))
                .isTrue();
    }

    /** The same but for ids, empty members, and what is not written here. */
    private static void assertSame(GoJwt vector, byte[] jwt) throws ClaimsException {
        assertThat(comparable(JsonTree.claims(jwt))).isEqualTo(comparable(vector.claims()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> comparable(Map<String, @Nullable Object> claims) {
        Map<String, @Nullable Object> same = JsonTree.withoutEmpty(claims);
        same.keySet().removeAll(List.of("jti", "nbf"));
        Map<String, @Nullable Object> nats = (Map<String, @Nullable Object>) Objects.requireNonNull(same.get("nats"));
        nats.keySet()
                .removeAll(List.of("assert_server_version", "operator_service_urls", "revocations", "description"));
        if (!"user".equals(nats.get("type"))) {
            nats.remove("tags");
        }
        if ("account".equals(nats.get("type"))) {
            same.remove("exp");
        }
        return same;
    }
}
