package io.gatehouse.claims.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserInfo;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.GoJwts;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whatever comes is refused by a {@link ClaimsException}, or is read, and written again says the same. */
class ClaimsFuzzTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(GoJwts.ISSUED_AT), ZoneOffset.UTC);
    private static final GoJwts.GoJwt REQUEST = GoJwts.named("request-full");
    private static final String XKEY = CurveKey.fromSeed(
                    Objects.requireNonNull(REQUEST.seeds().get("serverXkey")))
            .publicKey()
            .text();
    private static final SigningKey SERVER = REQUEST.key("server");
    private static final SigningKey ACCOUNT = GoJwts.named("user-minimal").key("account");
    private static final SigningKey OPERATOR = GoJwts.named("account-auth").key("operatorSigner");

    private final RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), CLOCK, Duration.ZERO);
    private final RequestDecoder trusting = new RequestDecoder((jwt, server, xkey) -> true, CLOCK, Duration.ZERO);

    @FuzzTest(maxDuration = "60s")
    void requestJwt(byte[] jwt) {
        for (String sealedBy : new @Nullable String[] {null, XKEY}) {
            AuthorizationRequest request = decode(decoder, jwt, sealedBy);
            if (request != null) {
                assertThat(jwt.length).isLessThanOrEqualTo(RequestDecoder.MAX_BYTES);
            }
        }
    }

    @FuzzTest(maxDuration = "60s")
    void requestClaims(byte[] json) {
        if (json.length == 0) {
            return;
        }
        byte[] jwt = RequestFixtures.sign(json, SERVER);
        for (String sealedBy : new @Nullable String[] {null, XKEY}) {
            AuthorizationRequest request = decode(trusting, jwt, sealedBy);
            if (request != null) {
                byte[] again = RequestFixtures.sign(JsonTree.bytes(RequestTree.of(request)), SERVER);
                assertThat(decode(trusting, again, sealedBy)).isEqualTo(request);
            }
        }
    }

    private static @Nullable AuthorizationRequest decode(
            RequestDecoder decoder, byte[] jwt, @Nullable String sealedBy) {
        try {
            return decoder.decode(jwt, sealedBy);
        } catch (ClaimsException refused) {
            return null;
        }
    }

    @FuzzTest(maxDuration = "60s")
    void userClaims(byte[] json) {
        if (json.length == 0) {
            return;
        }
        try {
            UserToken token = UserToken.decode(signed(json, ACCOUNT));
            String again =
                    UserToken.issue(token.claims(), ACCOUNT, token.subject(), token.issuedAt(), token.expiresAt());
            assertThat(UserToken.decode(again)).isEqualTo(token);
        } catch (ClaimsException refused) {
            assertThat(refused.getCause()).isNull();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void accountClaims(byte[] json) {
        if (json.length == 0) {
            return;
        }
        try {
            AccountClaims account = AccountClaims.decode(signed(json, OPERATOR));
            assertThat(AccountClaims.decode(account.encode(OPERATOR, 1))).isEqualTo(account);
        } catch (ClaimsException refused) {
            assertThat(refused.getCause()).isNull();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void userInfo(byte[] json) {
        try {
            assertThat(UserInfo.decode(json).account()).isNotNull();
        } catch (ClaimsException refused) {
            assertThat(refused.getCause()).isNull();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void credsFile(byte[] text) {
        try {
            CredsFile creds = CredsFile.parse(new String(text, StandardCharsets.UTF_8));
            assertThat(CredsFile.parse(creds.text()).jwt()).isEqualTo(creds.jwt());
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    private static String signed(byte[] json, SigningKey signer) {
        return new String(RequestFixtures.sign(json, signer), StandardCharsets.US_ASCII);
    }
}
