package io.gatehouse.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.spans.LoginTrace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TracedRequestTest {
    private static final WebUrl URL = WebUrl.parse("http://127.0.0.1:8080/login");

    /** Of two, a backend would take either, or none. */
    @Test
    void theTraceTakesThePlaceOfAHeaderOfThatName() {
        LoginTrace trace = LoginTrace.begin();
        WebRequest request =
                WebRequest.get(List.of(new Header("Traceparent", "00-0-0-00"), new Header("X-Key", "secret")));
        List<Header> sent = new ArrayList<>();

        TracedRequest.send(trace, "users", URL, request, traced -> {
                    sent.addAll(traced.headers());
                    return Mono.empty();
                })
                .block();

        assertThat(sent).extracting(Header::name).containsExactly("X-Key", "traceparent");
        assertThat(sent.get(1).value()).startsWith("00-" + trace.traceId());
    }
}
