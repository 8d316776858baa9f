package io.gatehouse.admin;

import io.gatehouse.logging.Escapes;
import io.gatehouse.metrics.Scrape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an HTTP request is answered with. */
@SuppressWarnings("ArrayRecordComponent") // is never compared
record AdminPage(int status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int MAX_WHY = 500;

    /** Whoever asks has it already, so that the body is not sent. */
    static final int NOT_MODIFIED = 304;

    static final AdminPage INDEX = new AdminPage(200, "text/html; charset=utf-8", bytes("""
            <!doctype html>
            <html lang="en">
            <title>Gatehouse</title>
            <h1>Gatehouse</h1>
            <ul>
            <li><a href="/metrics">/metrics</a>: what it counts, for Prometheus
            <li><a href="/readyz">/readyz</a>: whether it answers requests now
            <li><a href="/livez">/livez</a>: whether it runs
            </ul>
            """), Map.of());
    static final AdminPage NOT_FOUND = text(404, "There is /metrics, /readyz and /livez.");
    static final AdminPage NOT_ADMIN = text(404, "There are the page at / and admin requests only.");
    static final AdminPage UNKNOWN_QUERY = text(
            400,
            "The query has something in it that is not known here. A token is sent as Authorization: Bearer TOKEN.");
    static final AdminPage HAS_BODY = text(413, "A request must have no body.");
    static final AdminPage BUSY = text(503, "Too many scrapes at once.");
    static final AdminPage FAILED = text(500, "A mistake in Gatehouse: the log says more.");
    static final AdminPage READ_ONLY = wrongMethod("GET, HEAD");

    AdminPage {
        headers = Map.copyOf(headers);
    }

    static AdminPage text(int status, String sentence) {
        return text(status, sentence, Map.of());
    }

    static AdminPage text(int status, String sentence, Map<String, String> headers) {
        return new AdminPage(status, TEXT, bytes(sentence + "\n"), headers);
    }

    static AdminPage json(int status, String object) {
        return json(new AdminReply(status, object));
    }

    static AdminPage json(AdminReply reply) {
        return new AdminPage(reply.status(), JSON, bytes(reply.json() + "\n"), reply.headers());
    }

    static AdminPage wrongMethod(String allowed) {
        return text(405, "Only " + allowed.replace(", ", " and ") + ".", Map.of("allow", allowed));
    }

    static AdminPage metrics(Scrape scrape) {
        return new AdminPage(200, scrape.contentType(), scrape.body(), Map.of());
    }

    static AdminPage live(Health health) {
        @Nullable String broken = health.broken();
        return broken == null
                ? json(200, "{\"status\":\"live\"}")
                : json(503, "{\"status\":\"broken\",\"why\":" + quoted(broken) + "}");
    }

    /** @param verbose whether to tell as well what is as it is configured */
    static AdminPage ready(Health health, boolean verbose) {
        @Nullable String broken = health.broken();
        List<Health.Reason> unmet = broken == null ? health.unmet() : List.of(new Health.Reason("life", broken));
        String notes = object("notes", health.notes()) + (verbose ? object("remarks", health.remarks()) : "");
        return unmet.isEmpty()
                ? json(200, "{\"status\":\"ready\"" + notes + "}")
                : json(503, "{\"status\":\"not ready\"" + object("waiting_for", unmet) + notes + "}");
    }

    /** A further member of an object; empty where there is nothing to say. */
    private static String object(String name, List<Health.Reason> reasons) {
        return reasons.isEmpty()
                ? ""
                : reasons.stream()
                        .map(reason -> quoted(reason.name()) + ":" + quoted(reason.text()))
                        .collect(Collectors.joining(",", "," + quoted(name) + ":{", "}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        Escapes.quoted(out, text, MAX_WHY);
        return out.append('"').toString();
    }
}
