package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.policy.DenyReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the errors that API servers write into a TokenReview. */
class ReviewErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service account token has expired | token_expired",
                "[invalid bearer token, service account token has expired] | token_expired",
                "[invalid bearer token, invalid signature, no keys found] | token_not_of_the_cluster",
                "[invalid bearer token, serviceaccounts \"a, b\" not found] | token_revoked",
                "service account token is not valid yet | token_not_yet_valid",
                "service account token has been invalidated | token_revoked",
                "service account billing/invoicer has been deleted | token_revoked",
                "serviceaccounts \"invoicer\" not found | token_revoked",
                "serviceaccounts \"connection-timeout\" not found | token_revoked",
                "service account billing/etcd-connection has been deleted | token_revoked",
                "service account UID (1-2) does not match claim (3-4) | token_revoked",
                "pod UID (1-2) does not match service account pod ref claim (3-4) | token_revoked",
                "node UID (1-2) does not match service account node ref claim (3-4) | token_revoked",
                "invalid bearer token | token_not_of_the_cluster",
                "invalid signature, no keys found | token_not_of_the_cluster",
                "go-jose/go-jose: error in cryptographic primitive | token_not_of_the_cluster",
                "token audiences [\"connection\"] is invalid for the target audiences [\"nats\"] | token_not_of_the_cluster"
            })
    void rejectsWhatIsSaidOfTheToken(String error, String detail) {
        assertThat(ReviewError.rejection(error, false).detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void rejectsWithoutAReason(String error) {
        assertThat(ReviewError.rejection(error, false).reason()).isEqualTo(DenyReason.BAD_CREDENTIALS);
    }

    /** Nor against the server: whoever brings a token that it asks others about could open the circuit breaker for everybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "etcdserver: request timed out",
                "context deadline exceeded",
                "[invalid bearer token, Post \"https://hook.example.com/\": dial tcp 10.0.0.1:443: connect: connection refused]",
                "[service account token has been invalidated, Post \"https://hook.example.com/\": tls: failed to verify certificate: x509: certificate has expired or is not yet valid]",
                "[service account token has expired, lookup hook.example.com: no such host]",
                "[invalid bearer token, lookup hook.example.com on 10.0.0.2:53: server misbehaving]",
                "[invalid bearer token, dial tcp 10.0.0.1:443: connect: no route to host]",
                "[invalid bearer token, dial tcp 10.0.0.1:443: connect: network is unreachable]",
                "invalid bearer token: x509: certificate has expired",
                "the server is currently unable to handle the request",
                "etcdserver: leader changed",
                "http2: client connection lost",
                "Internal error occurred",
                "unexpected EOF"
            })
    void decidesNothingByAFaultOfTheServer(String error) {
        assertThatThrownBy(() -> ReviewError.rejection(error, false))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("could not review");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "something that nobody knows yet",
                "[service account token has been invalidated, something that nobody knows yet]",
                "\"connection refused\" is a strange name"
            })
    void saysNothingAgainstTheServerByWhatIsNotKnown(String error) {
        assertThatThrownBy(() -> ReviewError.rejection(error, false)).isInstanceOf(UnusableAnswerException.class);
    }

    /** An API server says the same when it could not ask for an object that it has not heard of yet. */
    @Test
    void decidesNothingByWhatANewTokenIsBoundTo() {
        assertThatThrownBy(() -> ReviewError.rejection("service account token has been invalidated", true))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("a new token");
        assertThat(ReviewError.rejection("serviceaccounts \"invoicer\" not found", true)
                        .detail())
                .isEqualTo("token_revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "service account ", "(", "serviceaccounts \""})
    void readsALongErrorInAMoment(String part) {
        assertThatThrownBy(() -> ReviewError.rejection(part.repeat(100_000), false))
                .isInstanceOf(UnusableAnswerException.class);
    }
}
