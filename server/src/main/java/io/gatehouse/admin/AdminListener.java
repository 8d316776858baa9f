package io.gatehouse.admin;

import org.jspecify.annotations.Nullable;

/** Hears of admin requests; called on an event loop, which it must not block. */
@FunctionalInterface
public interface AdminListener {
    /**
     * One was answered. Of those that were refused, it hears of ten a second at most.
     *
     * @param from the address that it came from; null when that is not known
     * @param status of HTTP
     */
    void answered(String method, String path, @Nullable String from, int status);
}
