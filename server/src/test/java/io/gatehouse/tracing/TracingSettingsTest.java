package io.gatehouse.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingSettingsTest {
    private static final String ENDPOINT = "tracing.endpoint";

    private static @Nullable TracingSettings read(Map<String, String> values) {
        Configuration configuration =
                new Configuration(new Section("", List.of(TracingSettings.SECTION)), Map.of(), Path.of(""));
        values.forEach((key, value) -> configuration.set(key, key, value));
        Values root = configuration.read(null);
        TracingSettings settings = TracingSettings.read(root);
        root.throwProblems();
        return settings;
    }

    private static TracingSettings settings(String... pairs) {
        return Objects.requireNonNull(read(Map.of(ENDPOINT, pairs[0], pairs[1], pairs[2])));
    }

    @Test
    void withoutACollectorNothingIsTraced() {
        assertThat(read(Map.of())).isNull();
    }

    @Test
    void aSectionWithoutItsCollectorIsAMistake() {
        assertThatThrownBy(() -> read(Map.of("tracing.ratio", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(ENDPOINT);
    }

    @ParameterizedTest
    @CsvSource({
        "http://collector:4318, http://collector:4318/v1/traces",
        "https://collector/, https://collector/v1/traces",
        "https://collector/otlp/v1/traces, https://collector/otlp/v1/traces",
        "http://[::1]:4318, http://[::1]:4318/v1/traces"
    })
    void aUrlWithoutAPathGetsTheOneOfTraces(String given, String expected) {
        assertThat(settings(given, "tracing.ratio", "1").endpoint()).isEqualTo(URI.create(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector:4318",
                "ftp://c",
                "http://user:canary@c",
                "http://",
                "http://c/#a",
                "http://c/?key=canary",
                "http://c /"
            })
    void whatIsNoUrlOfACollectorIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> read(Map.of(ENDPOINT, url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(ENDPOINT)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "=canary", "a b=canary", "a=", "a=canary,", "a=can\u00e4ry"})
    void headersThatAreNoneAreRefusedWithoutRepeatingThem(String headers) {
        assertThatThrownBy(() -> read(Map.of(ENDPOINT, "https://c", "tracing.headers", headers)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tracing.headers")
                .hasMessageNotContaining("canary");
    }

    @Test
    void headersAreShownNowhere() {
        assertThat(settings("https://c", "tracing.headers", "authorization=Bearer canary")
                        .toString())
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "NaN", "half"})
    void aRatioIsFromZeroToOne(String ratio) {
        assertThatThrownBy(() -> read(Map.of(ENDPOINT, "https://c", "tracing.ratio", ratio)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tracing.ratio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=b", "a=", "a=b,c"})
    void anAttributeHasANameAndAValue(String attributes) {
        assertThatThrownBy(() -> read(Map.of(ENDPOINT, "https://c", "tracing.attributes", attributes)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tracing.attributes");
    }

    @Test
    void headersInTheClearAreWarnedOf() {
        String[] headers = {"tracing.headers", "authorization=Bearer canary"};

        assertThat(settings("http://collector", headers[0], headers[1]).warnings())
                .hasSize(1)
                .allMatch(warning -> warning.contains(ENDPOINT) && !warning.contains("canary"));
        assertThat(settings("https://collector", headers[0], headers[1]).warnings())
                .isEmpty();
        assertThat(settings("http://[::1]:4318", headers[0], headers[1]).warnings())
                .isEmpty();
        assertThat(settings("http://collector", "tracing.ratio", "1").warnings())
                .isEmpty();
    }
}
