package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebUrl;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {
    private static Freshness of(Map<String, String> headers) {
        return Freshness.of(new WebAnswer(WebUrl.parse("http://host/"), 200, headers, new byte[0]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"max-age=60; 60", "private, MAX-AGE=\"30\" , x=y; 30", "max-age=000000007; 7"})
    void isWhatTheAnswerSays(String control, long seconds) {
        Freshness freshness = of(Map.of("Cache-Control", control));
        assertThat(freshness.maxAge()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(freshness.isOver()).isFalse();
    }

    @Test
    void theTimeInACacheCounts() {
        assertThat(of(Map.of("Cache-Control", "max-age=60", "Age", "20")).maxAge())
                .isEqualTo(Duration.ofSeconds(40));
        assertThat(of(Map.of("Cache-Control", "max-age=60", "Age", "61")).isOver())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "private, No-Cache", "max-age=0", "max-age=60, no-store"})
    void someAreForNobodyElse(String control) {
        assertThat(of(Map.of("Cache-Control", control)).isOver()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "public", "max-age", "max-age=x", "max-age=-1", "max-age=99999999999999999999", ",,,"})
    void whatCannotBeUnderstoodSaysNothing(String control) {
        assertThat(of(Map.of("Cache-Control", control)).maxAge()).isNull();
    }

    @Test
    void saysNothingWithoutTheHeader() {
        assertThat(of(Map.of()).maxAge()).isNull();
    }
}
