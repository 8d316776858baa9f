package io.gatehouse.admin;

import reactor.core.publisher.Mono;

/**
 * A request that only who has the token may make.
 *
 * @param method the only one that there is
 * @param path without a query
 * @param maxBody how many bytes the body may have; 0 for none
 * @param handler answers it
 */
public record AdminRoute(String method, String path, int maxBody, Handler handler) {
    /** Answers an admin request. */
    @FunctionalInterface
    public interface Handler {
        /** The answer; called on an event loop, which it must not block. */
        Mono<AdminReply> answer(byte[] body);
    }
}
