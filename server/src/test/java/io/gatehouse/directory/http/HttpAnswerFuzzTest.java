package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Any answer either decides nothing, without a word of it that could hold a line of a log, or says something that policy can work with. */
class HttpAnswerFuzzTest {
    private static final Policy POLICY = new Policy(
            Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private static final WebUrl URL = WebUrl.parse("http://127.0.0.1/");
    private static final JsonExchange EXCHANGE = new JsonExchange(new HttpDirectorySettings(
            HttpMode.JSON,
            StatusMethod.POST,
            StatusBody.JSON,
            List.of(URL),
            List.of(),
            List.of(),
            Set.of(),
            new WebSettings("users", "directories.users", TlsSettings.DEFAULT, 1, Duration.ofSeconds(1), 1024)));

    @FuzzTest
    void answer(byte[] body) throws ClaimsException {
        decide(body, SampleRequest.login("alice", "secret"));
        decide(body, SampleRequest.client().token("token").build());
    }

    private static void decide(byte[] body, AuthorizationRequest login) throws ClaimsException {
        WebAnswer answer = new WebAnswer(URL, 200, Map.of(), body);
        LookupResult result;
        try {
            LookupTerms terms = LookupTerms.until(SampleRequest.inTime());
            result = Objects.requireNonNull(
                    EXCHANGE.result(answer, login, terms).mono().block());
        } catch (UndecidedException e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(400);
            return;
        }
        if (result instanceof Found found) {
            tokenOf(found.identity());
        }
    }

    private static void tokenOf(Identity identity) throws ClaimsException {
        AuthorizationRequest request = SampleRequest.client().build();
        if (POLICY.decide(identity, request) instanceof Verdict.Granted granted) {
            byte[] jwt = granted.userJwt().sign(request.userNkey(), 0, granted.expiresAt());
            UserToken token = UserToken.decode(new String(jwt, StandardCharsets.US_ASCII));
            assertThat(token.claims().name()).isEqualTo(identity.name());
        }
    }
}
