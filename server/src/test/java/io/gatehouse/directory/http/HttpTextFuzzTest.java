package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebUrl;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What a service says beside its answer, and names of clients in URLs. */
class HttpTextFuzzTest {
    private static final WebUrl URL = UserTarget.parse("http://127.0.0.1/users/{user}/record?of={user}");

    /** Headers by which an answer is remembered, and told from a page. */
    @FuzzTest
    void headers(FuzzedDataProvider data) {
        Map<String, String> headers = Map.of(
                "Cache-Control", data.consumeString(60),
                "Age", data.consumeString(20),
                "Content-Type", data.consumeString(30),
                "Content-Encoding", data.consumeString(10));
        WebAnswer answer = new WebAnswer(URL, 200, headers, data.consumeRemainingAsBytes());
        Duration most = Freshness.of(answer).maxAge();
        assertThat(most == null || most.compareTo(Duration.ofSeconds(999_999_999)) <= 0)
                .isTrue();
        boolean isHtml = HttpPage.isHtml(answer);
        assertThat(HttpUndecided.isPage(answer)).isEqualTo(isHtml || HttpPage.isEncoded(answer));
    }

    /** A name is one part of the path and one value of the query, and says what it said. */
    @FuzzTest
    void target(FuzzedDataProvider data) {
        String name = data.consumeRemainingAsString();
        String target;
        try {
            target = UserTarget.of(URL, name).target();
        } catch (UnusableAnswerException e) {
            assertThat(name.length()).isGreaterThan(200);
            return;
        }
        URI uri = URI.create("http://127.0.0.1" + target);
        String bytes = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(uri.getRawPath().split("/", -1)).hasSize(4).endsWith("record");
        assertThat(uri.getRawQuery()).startsWith("of=").doesNotContain("&");
        assertThat(URLDecoder.decode(uri.getRawQuery().substring(3).replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(bytes);
        assertThat(uri.getRawFragment()).isNull();
    }
}
