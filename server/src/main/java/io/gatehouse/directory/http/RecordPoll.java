package io.gatehouse.directory.http;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebException;
import io.gatehouse.directory.web.WebServers;
import io.gatehouse.policy.Answer;
import reactor.core.publisher.Mono;

/** Asks a service for the record of a user, without a login. */
record RecordPoll(RecordExchange exchange, WebServers servers, String user, long version) implements Lookup {
    @Override
    public Kind kind() {
        return Kind.REMOTE;
    }

    @Override
    public boolean isReusable() {
        return false;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        Mono<WebAnswer> answer =
                servers.send(url -> UserTarget.of(url, user), exchange.request(), terms.deadline(), exchange::decides);
        return new Answer.Pending<>(answer.onErrorMap(WebException.class, WebException::ofLookup)
                .flatMap(got -> exchange.result(got, user, terms).mono()));
    }

    /** Without the user. */
    @Override
    public String toString() {
        return "RecordPoll[]";
    }
}
