package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                           | TEXT",
                "*/*                                                                          | TEXT",
                "text/html,*/*;q=0.8                                                          | TEXT",
                "text/plain                                                                   | TEXT",
                "application/openmetrics-text                                                 | OPEN_METRICS",
                "Application/OpenMetrics-Text; version=1.0.0                                  | OPEN_METRICS",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1 | OPEN_METRICS",
                "text/plain,application/openmetrics-text;q=0.1                                | TEXT",
                "application/openmetrics-text;q=0                                             | TEXT",
                "application/openmetrics-text;q=nonsense                                      | TEXT",
                "application/vnd.google.protobuf,application/openmetrics-text;q=0.9           | OPEN_METRICS",
                "application/vnd.google.protobuf                                              | TEXT",
                ",;,;q=,                                                                      | TEXT",
            })
    void isWhatTheScraperLikesBest(String accept, ScrapeFormat format) {
        assertThat(ScrapeFormat.of(accept)).isEqualTo(format);
    }
}
