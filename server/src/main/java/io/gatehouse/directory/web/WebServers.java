package io.gatehouse.directory.web;

import java.util.List;
import java.util.function.Predicate;
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
     * @param decides whether an answer is one to go by; where it is not, its server has failed
     * @return the answer, that of the last where none is one to go by, or a {@link WebException}
     */
    public Mono<WebAnswer> send(
            UnaryOperator<WebUrl> target, WebRequest request, long deadline, Predicate<WebAnswer> decides) {
        return Mono.defer(() -> send(rotation.order(System.nanoTime()), target, request, deadline, decides));
    }

    private Mono<WebAnswer> send(
            List<Integer> order,
            UnaryOperator<WebUrl> target,
            WebRequest request,
            long deadline,
            Predicate<WebAnswer> decides) {
        int index = order.get(0);
        List<Integer> others = order.subList(1, order.size());
        long now = System.nanoTime();
        long until = now + (deadline - now) / order.size();
        Mono<WebAnswer> answer = client.send(target.apply(rotation.url(index)), request, until)
                .doOnNext(got -> rotation.note(index, decides.test(got), System.nanoTime()))
                .doOnError(error -> rotation.note(index, false, System.nanoTime()));
        if (others.isEmpty()) {
            return answer;
        }
        Mono<WebAnswer> next = Mono.defer(() -> send(others, target, request, deadline, decides));
        return answer.filter(decides)
                .onErrorResume(WebException.class, error -> Mono.empty())
                .switchIfEmpty(next);
    }
}
