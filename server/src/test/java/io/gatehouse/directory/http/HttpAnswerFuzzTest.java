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
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final WebUrl URL = UserTarget.parse("http://127.0.0.1/{user}");
    private static final WebSettings WEB =
            new WebSettings("users", "directories.users", TlsSettings.DEFAULT, 1, Duration.ofSeconds(1), 1024);
    private static final JsonExchange EXCHANGE = new JsonExchange(settings(HttpMode.JSON));
    private static final RecordExchange RECORDS = records();

    private static HttpDirectorySettings settings(HttpMode mode) {
        return new HttpDirectorySettings(
                mode, StatusMethod.POST, StatusBody.JSON, List.of(URL), List.of(), List.of(), Set.of(), WEB);
    }

    /** Nothing is connected to. */
    private static RecordExchange records() {
        try {
            OwnCredentials none = new OwnCredentials(WebClient.of(WEB), List.of(), List.of());
            PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);
            return new RecordExchange(settings(HttpMode.LOOKUP), none, checks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest
    void answer(byte[] body) throws ClaimsException {
        decide(EXCHANGE, body, SampleRequest.login("alice", "secret"));
        decide(EXCHANGE, body, SampleRequest.client().token("token").build());
    }

    /** A user's record, which the password is compared with here. */
    @FuzzTest
    void record(byte[] body) throws ClaimsException {
        decide(RECORDS, body, SampleRequest.login("alice", "secret"));
    }

    private static void decide(LoginExchange exchange, byte[] body, AuthorizationRequest login) throws ClaimsException {
        WebAnswer answer = new WebAnswer(URL, 200, Map.of(), body);
        LookupResult result;
        try {
            LookupTerms terms = LookupTerms.until(SampleRequest.inTime());
            result = Objects.requireNonNull(
                    exchange.result(answer, login, terms).mono().block());
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
