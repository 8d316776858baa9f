package io.gatehouse.claims.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountLimits.JetStream;
import io.gatehouse.claims.account.AccountSigningKey.Scope;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounts and users that are written come back as they were. */
class IssuedClaimsTest {
    private final SigningKey operator = SigningKey.generate(NkeyKind.OPERATOR);
    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey signer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey user = SigningKey.generate(NkeyKind.USER);

    @Test
    void aNewAccountComesBack() throws ClaimsException {
        AccountClaims claims = AccountClaims.of(account.publicKey(), "APP1", plain());
        assertThat(AccountClaims.decode(claims.encode(operator, 10))).isEqualTo(claims);
    }

    @Test
    void anAccountWithEverythingComesBack() throws ClaimsException {
        Permissions reader = new Permissions(
                Permissions.SubjectRules.NOTHING,
                new Permissions.SubjectRules(List.of("data.{{name()}}.>"), List.of()),
                null);
        UserClaims.Body template = new UserClaims.Body(reader, Limits.NONE, true, false, List.of("STANDARD"));
        AccountSigningKey scoped = new AccountSigningKey(
                SigningKey.generate(NkeyKind.ACCOUNT).publicKey(), new Scope("reader", "reads only", template));
        CalloutAuthorization callout = new CalloutAuthorization(
                List.of(user.publicKey()),
                List.of(account.publicKey().text()),
                CurveKey.generate().publicKey());
        AccountClaims claims = AccountClaims.of(account.publicKey(), "AUTH", plain(), scoped)
                .withLimits(AccountLimits.UNLIMITED.withJetStream(JetStream.UNLIMITED))
                .withAuthorization(callout)
                .withExports(AccountExport.SYSTEM);
        assertThat(AccountClaims.decode(claims.encode(operator, 10))).isEqualTo(claims);
    }

    private AccountSigningKey plain() {
        return new AccountSigningKey(signer.publicKey(), null);
    }

    @Test
    void anAccountSignedByAUserIsNone() {
        AccountClaims claims = AccountClaims.of(account.publicKey(), "APP1");
        assertRefused(() -> AccountClaims.decode(claims.encode(user, 10)), Drop.WRONG_ISSUER);
    }

    @Test
    void aUserOfASigningKeyBelongsToItsAccount() throws ClaimsException {
        UserClaims claims = UserClaims.of("service", account.publicKey(), UserClaims.Body.UNRESTRICTED);
        UserToken token = UserToken.decode(UserToken.issue(claims, signer, user.publicKey(), 10, 20));
        assertThat(token)
                .isEqualTo(new UserToken(user.publicKey(), signer.publicKey(), 10, 20, claims))
                .returns(account.publicKey(), UserToken::account);
    }

    @Test
    void aUserOfTheAccountsOwnKeyBelongsToIt() throws ClaimsException {
        UserClaims claims = UserClaims.of("service", null, UserClaims.Body.UNRESTRICTED);
        UserToken token = UserToken.decode(UserToken.issue(claims, account, user.publicKey(), 10, 0));
        assertThat(token.account()).isEqualTo(account.publicKey());
    }

    @Test
    void aSentinelMayNothing() throws ClaimsException {
        UserClaims claims = UserClaims.of("sentinel", null, UserClaims.Body.sentinel(true));
        String jwt = UserToken.issue(claims, account, user.publicKey(), 10, 0);
        assertThat(JsonTree.claims(jwt.getBytes(StandardCharsets.US_ASCII)))
                .containsKey("jti")
                .extracting("nats")
                .isEqualTo(Map.of(
                        "pub",
                        Map.of("deny", List.of(">")),
                        "sub",
                        Map.of("deny", List.of(">")),
                        "subs",
                        -1L,
                        "data",
                        -1L,
                        "payload",
                        -1L,
                        "bearer_token",
                        true,
                        "type",
                        "user",
                        "version",
                        2L));
    }

    @Test
    void oneIsNotTakenForTheOther() {
        String accountJwt = AccountClaims.of(account.publicKey(), "APP1").encode(operator, 10);
        String userJwt = UserToken.issue(
                UserClaims.of("alice", null, UserClaims.Body.UNRESTRICTED), account, user.publicKey(), 10, 0);
        assertRefused(() -> AccountClaims.decode(userJwt), Drop.MALFORMED);
        assertRefused(() -> UserToken.decode(accountJwt), Drop.MALFORMED);
        String selfSigned = AccountClaims.of(account.publicKey(), "APP1").encode(account, 10);
        assertRefused(() -> AccountClaims.decode(selfSigned.replace('.', ',')), Drop.MALFORMED);
    }

    @Test
    void aForgedJwtIsRefused() {
        String jwt = AccountClaims.of(account.publicKey(), "APP1").encode(operator, 10);
        String other = AccountClaims.of(account.publicKey(), "APP2").encode(operator, 10);
        String forged = other.substring(0, other.lastIndexOf('.')) + jwt.substring(jwt.lastIndexOf('.'));
        assertRefused(() -> AccountClaims.decode(forged), Drop.BAD_SIGNATURE);
    }

    @Test
    void everyTruncationIsRefused() {
        String jwt = AccountClaims.of(account.publicKey(), "APP1").encode(operator, 10);
        for (int length = 0; length < jwt.length(); length++) {
            String start = jwt.substring(0, length);
            assertRefused(() -> AccountClaims.decode(start), Drop.MALFORMED);
            assertRefused(() -> UserToken.decode(start), Drop.MALFORMED);
        }
    }

    @Test
    void theIdOfAJwtIsItsOwn() throws ClaimsException {
        AccountClaims claims = AccountClaims.of(account.publicKey(), "APP1");
        assertThat(id(claims.encode(operator, 10))).isEqualTo(id(claims.encode(operator, 10)));
        assertThat(id(claims.encode(operator, 10))).isNotEqualTo(id(claims.encode(operator, 11)));
    }

    private static Object id(String jwt) throws ClaimsException {
        return String.valueOf(
                JsonTree.claims(jwt.getBytes(StandardCharsets.US_ASCII)).get("jti"));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable decode, Drop reason) {
        assertThatExceptionOfType(ClaimsException.class).isThrownBy(decode).returns(reason, ClaimsException::reason);
    }
}
