package io.gatehouse.directory.http;

import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebServers;
import io.gatehouse.directory.web.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks whether a service takes our own credentials; where no URL is there for it, nothing is asked. */
final class OwnCredentials {
    /** For so long a URL that has answered well is taken to do so still, where much is asked for that does not exist. */
    private static final Duration LATELY = Duration.ofSeconds(1);

    private final Lately good = new Lately(LATELY);
    private final List<WebUrl> urls;
    private final @Nullable WebServers any;
    private final WebClient client;
    private final WebRequest request;

    /** @param urls what is asked; none where we have no credentials that could be refused */
    OwnCredentials(WebClient client, List<WebUrl> urls, List<Header> headers) {
        this.urls = urls;
        this.any = urls.isEmpty() ? null : new WebServers(client, urls);
        this.client = client;
        this.request = WebRequest.get(headers);
    }

    /** Completes when some server takes them, and fails with the reason when none does, or nobody knows. */
    Mono<Void> probe(long deadline) {
        return any == null
                ? Mono.empty()
                : any.send(UnaryOperator.identity(), request, deadline, WebAnswer::isSuccess)
                        .flatMap(OwnCredentials::verify);
    }

    /**
     * Completes when the server that has answered takes them: what another says of them is no proof. Where no URL is one of that
     * server, all are asked.
     */
    Mono<Void> confirm(WebAnswer answer, long deadline) {
        return Flux.fromIterable(about(answer))
                .flatMap(url -> ask(url, deadline))
                .then();
    }

    /**
     * Completes when the service is there: a proxy that has lost its route to it answers in its place, for everybody. What was asked
     * within the last second is not asked again.
     */
    Mono<Void> confirmAbsence(WebAnswer answer, long deadline) {
        return Flux.fromIterable(about(answer))
                .filter(url -> !good.has(url))
                .flatMap(url -> ask(url, deadline))
                .then();
    }

    private List<WebUrl> about(WebAnswer answer) {
        List<WebUrl> same = Lately.ofServer(answer, urls);
        return same.isEmpty() ? urls : same;
    }

    private Mono<Void> ask(WebUrl url, long deadline) {
        return client.send(url, request, deadline)
                .flatMap(OwnCredentials::verify)
                .doOnSuccess(taken -> good.answered(url));
    }

    private static Mono<Void> verify(WebAnswer answer) {
        return answer.isSuccess() ? Mono.empty() : Mono.error(HttpUndecided.status(answer));
    }
}
