package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebException;
import io.gatehouse.directory.web.WebServers;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.Answer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Asks a service about one login. */
final class HttpLookup implements Lookup {
    private final LoginExchange exchange;
    private final WebServers servers;
    private final AuthorizationRequest login;
    private final long version;
    private volatile boolean reusable = true;

    HttpLookup(LoginExchange exchange, WebServers servers, AuthorizationRequest login, long version) {
        this.exchange = exchange;
        this.servers = servers;
        this.login = login;
        this.version = version;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public Kind kind() {
        return Kind.REMOTE;
    }

    /** Not once the answer has said that it is not to be stored. */
    @Override
    public boolean isReusable() {
        return reusable;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        Mono<WebAnswer> answer =
                servers.send(this::target, exchange.request(login), terms.deadline(), exchange::decides);
        return new Answer.Pending<>(
                answer.onErrorMap(WebException.class, WebException::ofLookup).flatMap(got -> result(got, terms)));
    }

    private WebUrl target(WebUrl configured) {
        exchange.asking(configured);
        return exchange.target(configured, login);
    }

    private Mono<LookupResult> result(WebAnswer answer, LookupTerms terms) {
        Freshness freshness = Freshness.of(answer);
        if (freshness.isOver()) {
            reusable = false;
        }
        return exchange.result(answer, login, terms).mono().map(result -> bounded(result, freshness.maxAge()));
    }

    private static LookupResult bounded(LookupResult result, @Nullable Duration maxAge) {
        if (maxAge == null || !(result instanceof LookupResult.Found found)) {
            return result;
        }
        Instant stale = Instant.now().plus(maxAge);
        Instant end = found.validity().until();
        return end != null && end.isBefore(stale)
                ? result
                : new LookupResult.Found(found.identity(), new Validity(stale));
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "HttpLookup[]";
    }
}
