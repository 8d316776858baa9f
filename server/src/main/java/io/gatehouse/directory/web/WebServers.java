package io.gatehouse.directory.web;

import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * Servers that each can answer: they are asked in turn, and where one fails, the next is asked within what is left of the time.
 * One that has failed is asked last for some seconds.
 */
public final class WebServers {
    private final WebClient client;
    private final UrlRotation rotation;

    public WebServers(WebClient client, List<WebUrl> urls) {
        this.client = client;
        this.rotation = new UrlRotation(urls);
    }

    /**
     * Sends a request to one after the other until one answers. To be asked twice must do no harm.
     *
     * @param target the URL of the request, made of that of a server
     * @param deadline in {@link System#nanoTime()}
     * @return the answer, that of the last where all say that they cannot answer now, or a {@link WebException}
     */
    public Mono<WebAnswer> send(UnaryOperator<WebUrl> target, WebRequest request, long deadline) {
        return Mono.defer(() -> send(rotation.order(System.nanoTime()), target, request, deadline));
    }

    private Mono<WebAnswer> send(List<Integer> order, UnaryOperator<WebUrl> target, WebRequest request, long deadline) {
        int index = order.get(0);
        List<Integer> others = order.subList(1, order.size());
        long now = System.nanoTime();
        long until = now + (deadline - now) / order.size();
        Mono<WebAnswer> answer = client.send(target.apply(rotation.url(index)), request, until)
                .doOnNext(got -> rotation.note(index, !got.isOverloadedOrBroken(), System.nanoTime()))
                .doOnError(error -> rotation.note(index, false, System.nanoTime()));
        if (others.isEmpty()) {
            return answer;
        }
        Mono<WebAnswer> next = Mono.defer(() -> send(others, target, request, deadline));
        return answer.filter(got -> !got.isOverloadedOrBroken())
                .onErrorResume(WebException.class, error -> Mono.empty())
                .switchIfEmpty(next);
    }
}
