package io.gatehouse.directory.http;

import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** URLs that have answered well a moment ago, so that they are not asked again yet. */
final class Lately {
    private final Map<WebUrl, Long> answered = new ConcurrentHashMap<>();
    private final long nanos;

    /** @param time for how long an answer is taken to be as it was */
    Lately(Duration time) {
        this.nanos = time.toNanos();
    }

    void answered(WebUrl url) {
        answered.put(url, System.nanoTime());
    }

    boolean has(WebUrl url) {
        Long when = answered.get(url);
        return when != null && System.nanoTime() - when < nanos;
    }

    /** Those that are of the server which has given an answer. */
    static List<WebUrl> ofServer(WebAnswer answer, List<WebUrl> urls) {
        String server = answer.url().server();
        return urls.stream().filter(url -> url.server().equals(server)).toList();
    }
}
