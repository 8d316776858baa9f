package io.gatehouse.admin;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A request that only who has the token may make.
 *
 * @param method the only one that there is; with GET also HEAD
 * @param path without a query
 * @param maxBody how many bytes the body may have; 0 for none
 * @param parameters what the query may have
 * @param polled whether a page that is open asks for it again and again, of which one a minute is told
 * @param action answers it
 */
public record AdminRoute(
        String method, String path, int maxBody, Set<String> parameters, boolean polled, Action action) {
    /** Answers an admin request. */
    @FunctionalInterface
    public interface Handler {
        /** The answer; called on an event loop, which it must not block. */
        Mono<AdminReply> answer(byte[] body);
    }

    /** The same, by what is in the query as well. */
    @FunctionalInterface
    interface Action {
        Mono<AdminReply> answer(Map<String, String> query, byte[] body);
    }

    public AdminRoute {
        parameters = Set.copyOf(parameters);
    }

    /** A request without a query. */
    public AdminRoute(String method, String path, int maxBody, Handler handler) {
        this(method, path, maxBody, Set.of(), false, (query, body) -> handler.answer(body));
    }

    /**
     * A request for what is there, which changes nothing.
     *
     * @param parameters what the query may have, each once
     * @param answers by what it has; called on an event loop, which it must not block
     */
    public static AdminRoute reading(
            String path, Set<String> parameters, Function<Map<String, String>, Mono<AdminReply>> answers) {
        return new AdminRoute("GET", path, 0, parameters, false, (query, body) -> answers.apply(query));
    }

    /** The same, for a page that asks for it again and again. */
    public AdminRoute whichIsPolled() {
        return new AdminRoute(method, path, maxBody, parameters, true, action);
    }

    /** What is said of the methods that there are. */
    String methods() {
        return method.equals("GET") ? "GET, HEAD" : method;
    }

    boolean takes(String asked) {
        return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }
}
