package io.gatehouse.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;

/** A URL, which may come from a provider, is one that can be asked, or none. */
class WebUrlFuzzTest {
    @FuzzTest
    void parse(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        WebUrl url;
        try {
            url = WebUrl.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotNull().doesNotContain("\n", "\r");
            return;
        }
        URI asked = URI.create(url.full());
        assertThat(asked.getHost()).isNotNull();
        assertThat(asked.getUserInfo()).isNull();
        assertThat(asked.getPort()).isBetween(1, 0xffff);
        assertThat(url.full().chars()).allMatch(c -> c > ' ');
        assertThat(url.toString()).doesNotContain("?");
        assertThat(WebUrl.parse(url.full())).isEqualTo(url);
    }
}
