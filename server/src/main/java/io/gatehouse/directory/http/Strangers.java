package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebUrl;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks whether a service lets in somebody who does not exist: then its yes to others says nothing of them. */
final class Strangers {
    /** For so long a server that has refused nobody's login is taken to do so still. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    private final Lately refused;
    private final WebClient client;
    private final List<WebUrl> urls;

    /** @param urls where the service is asked about logins */
    Strangers(WebClient client, List<WebUrl> urls) {
        this(client, urls, LATELY);
    }

    Strangers(WebClient client, List<WebUrl> urls, Duration lately) {
        this.client = client;
        this.urls = urls;
        this.refused = new Lately(lately);
    }

    /** Completes when the server that has said yes has refused a made-up login of late, or does so now. */
    Mono<Void> confirmRefused(WebAnswer yes, LoginExchange exchange, long deadline) {
        return Flux.fromIterable(Lately.ofServer(yes, urls))
                .filter(url -> !refused.has(url))
                .flatMap(url -> ask(url, exchange, deadline))
                .then();
    }

    private Mono<Void> ask(WebUrl url, LoginExchange exchange, long deadline) {
        AuthorizationRequest nobody = MadeUpLogin.request();
        return client.send(exchange.target(url, nobody), exchange.request(nobody), deadline)
                .doOnNext(Strangers::requireRefusal)
                .doOnNext(answer -> refused.answered(url))
                .then();
    }

    /** Services refuse in many ways; one that cannot answer has not refused. */
    private static void requireRefusal(WebAnswer answer) {
        if (answer.isSuccess()) {
            throw HttpUndecided.of(answer, MadeUpLogin.LET_IN);
        }
        if (HttpUndecided.isOverloaded(answer)) {
            throw HttpUndecided.status(answer);
        }
    }
}
