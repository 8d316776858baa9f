package io.gatehouse.directory.web;

import io.gatehouse.directory.LookupTrace;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.spans.BackendCall;
import io.gatehouse.spans.LoginTrace;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A request for a login that is traced: the trace has it as a question to a backend, which is told so, in place of a header of that name
 * that the request had.
 */
final class TracedRequest {
    private static final String TRACEPARENT = "traceparent";

    private TracedRequest() {}

    /** @param send sends a request, which has the header */
    static Mono<WebAnswer> send(
            LoginTrace trace,
            String directory,
            WebUrl url,
            WebRequest request,
            Function<WebRequest, Mono<WebAnswer>> send) {
        return Mono.defer(() -> {
            BackendCall call = trace.ask(request.method(), attributes(directory, url, request));
            Mono<WebAnswer> answer = send.apply(request.with(new Header(TRACEPARENT, call.traceparent())));
            return LookupTrace.ended(call, answer.doOnNext(got -> call.answered(got.status())));
        });
    }

    /** Without path and query, which may have a user's name in them, or a key. */
    private static Map<String, Object> attributes(String directory, WebUrl url, WebRequest request) {
        return Map.of(
                "gatehouse.directory",
                directory,
                "http.request.method",
                request.method(),
                "url.scheme",
                url.secure() ? "https" : "http",
                "server.address",
                url.host(),
                "server.port",
                (long) url.port());
    }
}
