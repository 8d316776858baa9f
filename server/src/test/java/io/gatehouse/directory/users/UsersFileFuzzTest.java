package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.account.Accounts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Any bytes are either refused with mistakes that have their place, or are users that policy can work with. */
class UsersFileFuzzTest {
    private static final Policy POLICY = new Policy(
            Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @FuzzTest
    void parse(byte[] json) throws ClaimsException {
        UsersFile file;
        try {
            file = UsersFile.parse("users.json", json);
        } catch (UsersFileException e) {
            assertThat(e.mistakes()).isNotEmpty().hasSizeLessThanOrEqualTo(Mistakes.MAX + 1);
            assertThat(e.mistakes()).allMatch(mistake -> mistake.startsWith("users.json:"));
            return;
        }
        assertThat(file.warnings()).doesNotContainNull();
        for (FileUser user : file.all()) {
            tokenOf(user.identity("users"));
        }
    }

    private static void tokenOf(Identity identity) throws ClaimsException {
        var request = SampleRequest.client().build();
        if (POLICY.decide(identity, request) instanceof Verdict.Granted granted) {
            byte[] jwt = granted.userJwt().sign(request.userNkey(), 0, granted.expiresAt());
            UserToken token = UserToken.decode(new String(jwt, StandardCharsets.US_ASCII));
            assertThat(token.claims().name()).isEqualTo(identity.name());
        }
    }
}
