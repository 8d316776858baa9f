package io.gatehouse.directory.http;

import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebServers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks whether a service takes our own credentials.
 *
 * @param servers what is asked; null where there is nothing to ask, since we have no credentials that could be refused
 */
record OwnCredentials(@Nullable WebServers servers, List<Header> headers) {
    /** Completes when they are good, and fails with the reason when they are not, or nobody knows. */
    Mono<Void> probe(long deadline) {
        if (servers == null) {
            return Mono.empty();
        }
        return servers.send(UnaryOperator.identity(), WebRequest.get(headers), deadline)
                .flatMap(OwnCredentials::verify);
    }

    private static Mono<Void> verify(WebAnswer answer) {
        return answer.isSuccess() ? Mono.empty() : Mono.error(HttpUndecided.status(answer));
    }

    /** A user name and a password as HTTP has them. */
    static Header basic(String user, String password) {
        byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** A token as HTTP has it. */
    static Header bearer(String token) {
        return new Header("Authorization", "Bearer " + token);
    }
}
