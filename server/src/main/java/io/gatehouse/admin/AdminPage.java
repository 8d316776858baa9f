package io.gatehouse.admin;

import io.gatehouse.logging.Escapes;
import io.gatehouse.metrics.Scrape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an HTTP request is answered with. */
@SuppressWarnings("ArrayRecordComponent") // is never compared
record AdminPage(int status, String contentType, byte[] body) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int MAX_WHY = 500;

    static final AdminPage INDEX = new AdminPage(200, "text/html; charset=utf-8", """
            <!doctype html>
            <html lang="en">
            <title>Gatehouse</title>
            <h1>Gatehouse</h1>
            <ul>
            <li><a href="/metrics">/metrics</a>: what it counts, for Prometheus
            <li><a href="/readyz">/readyz</a>: whether it answers requests now
            <li><a href="/livez">/livez</a>: whether it runs
            </ul>
            """);
    static final AdminPage NOT_FOUND = new AdminPage(404, TEXT, "There is /metrics, /readyz and /livez.\n");
    static final AdminPage WRONG_METHOD = new AdminPage(405, TEXT, "Only GET and HEAD.\n");
    static final AdminPage HAS_BODY = new AdminPage(413, TEXT, "A request must have no body.\n");
    static final AdminPage BUSY = new AdminPage(503, TEXT, "Too many scrapes at once.\n");
    static final AdminPage FAILED = new AdminPage(500, TEXT, "A mistake in Gatehouse: the log says more.\n");

    private AdminPage(int status, String contentType, String body) {
        this(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static AdminPage metrics(Scrape scrape) {
        return new AdminPage(200, scrape.contentType(), scrape.body());
    }

    static AdminPage live(Health health) {
        @Nullable String broken = health.broken();
        return broken == null
                ? new AdminPage(200, JSON, "{\"status\":\"live\"}\n")
                : new AdminPage(503, JSON, "{\"status\":\"broken\",\"why\":" + quoted(broken) + "}\n");
    }

    static AdminPage ready(Health health) {
        @Nullable String broken = health.broken();
        List<Health.Reason> unmet = broken == null ? health.unmet() : List.of(new Health.Reason("life", broken));
        String notes = object("notes", health.notes());
        return unmet.isEmpty()
                ? new AdminPage(200, JSON, "{\"status\":\"ready\"" + notes + "}\n")
                : new AdminPage(503, JSON, "{\"status\":\"not ready\"" + object("waiting_for", unmet) + notes + "}\n");
    }

    /** A further member of an object; empty where there is nothing to say. */
    private static String object(String name, List<Health.Reason> reasons) {
        return reasons.isEmpty()
                ? ""
                : reasons.stream()
                        .map(reason -> quoted(reason.name()) + ":" + quoted(reason.text()))
                        .collect(Collectors.joining(",", "," + quoted(name) + ":{", "}"));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        Escapes.quoted(out, text, MAX_WHY);
        return out.append('"').toString();
    }
}
