package io.gatehouse.admin;

import org.jspecify.annotations.Nullable;

/** Hears of admin requests; called on an event loop, which it must not block. */
@FunctionalInterface
public interface AdminListener {
    /**
     * One was answered. Of those that were refused, it hears of ten a second at most; of those that a page makes again and again, of the
     * first from each address, and of one a minute.
     *
     * @param from the address that it came from; null when that is not known
     * @param status of HTTP
     */
    void answered(String method, String path, @Nullable String from, int status);
}
