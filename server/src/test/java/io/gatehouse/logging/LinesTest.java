package io.gatehouse.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class LinesTest {
    private static final Instant TIME = Instant.parse("2026-11-21T21:00:00.123Z");

    private final LoggerContext context = new LoggerContext();

    @Test
    void textIsTimeLevelRoomAndMessage() {
        assertThat(text(event("io.gatehouse.transport.Connection", Level.INFO, "connected", null)))
                .isEqualTo("2026-11-21T21:00:00.123Z INFO  transport  connected\n");
        assertThat(text(event("io.gatehouse.directory.file.Users", Level.ERROR, "bad", null)))
                .isEqualTo("2026-11-21T21:00:00.123Z ERROR directory  bad\n");
        assertThat(text(event("reactor.netty.http.HttpServer", Level.WARN, "odd", null)))
                .isEqualTo("2026-11-21T21:00:00.123Z WARN  reactor.netty.http.HttpServer odd\n");
    }

    @Test
    void timesBeforeTheFirstCommonEraSecondAreWrittenInFullWidth() {
        StringBuilder out = new StringBuilder();
        Timestamp.append(out, Instant.parse("0099-01-02T03:04:05.006Z").toEpochMilli());
        assertThat(out).hasToString("0099-01-02T03:04:05.006Z");
    }

    @Test
    void textQuotesValuesThatCouldBeTakenForMore() {
        LoggingEvent event = event("io.gatehouse.x.Y", Level.INFO, "denied", null);
        event.addKeyValuePair(new KeyValuePair("user", "bob reason=granted"));
        event.addKeyValuePair(new KeyValuePair("name", "a\"b\\c\nd"));
        event.addKeyValuePair(new KeyValuePair("plain", "10.0.0.1:4222"));
        event.addKeyValuePair(new KeyValuePair("empty", ""));
        event.addKeyValuePair(new KeyValuePair("count", 12L));
        assertThat(text(event))
                .endsWith("denied user=\"bob reason=granted\" name=\"a\\\"b\\\\c\\nd\" plain=10.0.0.1:4222 empty=\"\""
                        + " count=12\n");
    }

    @Test
    void longValuesAreCut() {
        LoggingEvent event = event("io.gatehouse.x.Y", Level.INFO, "denied", null);
        event.addKeyValuePair(new KeyValuePair("user", "u".repeat(10_000)));
        assertThat(text(event)).hasSizeLessThan(400).endsWith("u…\"\n");
        assertThat(json(event)).hasSizeLessThan(500).contains("u…\"");
    }

    @Test
    void longMessagesAreCut() {
        LoggingEvent event = event("io.gatehouse.x.Y", Level.WARN, "m".repeat(100_000), null);
        assertThat(text(event)).hasSizeLessThan(17_000).endsWith("m…\n");
        assertThat(json(event)).hasSizeLessThan(17_000).contains("m…\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\r\n",
                "\u0000",
                "\u001b[31m",
                "\u007f",
                "\u0085",
                "\u009b",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\ufeff",
                "\u200b",
                "\ud800",
                "\udc00",
                "\ue000",
                "\udb40\udc41"
            })
    void whatCouldBreakOrDisguiseALineIsEscaped(String evil) {
        LoggingEvent event = event("io.gatehouse.x.Y", Level.INFO, "user a" + evil + "b", null);
        event.addKeyValuePair(new KeyValuePair("user", "c" + evil + "d"));
        assertThat(text(event)).contains("user a\\", "c\\").doesNotContain(evil + "b", evil + "d");
        assertThat(text(event).indexOf('\n')).isEqualTo(text(event).length() - 1);
        assertThat(json(event)).doesNotContain(evil + "b", evil + "d").is(oneJsonObject());
    }

    @Test
    void lettersOfEveryLanguageStayReadable() {
        String name = "Zoë Жук 李 😀";
        assertThat(text(event("io.gatehouse.x.Y", Level.INFO, name, null))).contains(name);
    }

    @Test
    void anExceptionsMessageCannotForgeALine() {
        Exception thrown = new IllegalStateException("a\n2026 INFO forged", new RuntimeException("b\nc"));
        String text = text(event("io.gatehouse.x.Y", Level.ERROR, "failed", thrown));
        assertThat(text)
                .contains("\njava.lang.IllegalStateException: a\\n2026 INFO forged\n    ")
                .contains("\nCaused by: java.lang.RuntimeException: b\\nc\n");
        assertThat(json(event("io.gatehouse.x.Y", Level.ERROR, "failed", thrown)))
                .is(oneJsonObject())
                .contains("\"error\":\"java.lang.IllegalStateException: a\\\\n2026");
    }

    @Test
    void causesThatGoOnForEverAreBounded() {
        Throwable thrown = new RuntimeException("root");
        for (int i = 0; i < 10_000; i++) {
            thrown = new RuntimeException("cause", thrown);
        }
        StackTraceElement[] none = new StackTraceElement[0];
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            cause.setStackTrace(none);
        }
        StringBuilder out = new StringBuilder();
        StackTrace.append(out, new ch.qos.logback.classic.spi.ThrowableProxy(shortened(thrown)));
        assertThat(out.toString().lines()).hasSizeLessThan(20);
    }

    @Test
    void jsonIsOneObjectWithItsValuesTyped() {
        LoggingEvent event = event("io.gatehouse.transport.C", Level.INFO, "say \"hi\"", null);
        event.addKeyValuePair(new KeyValuePair("cid", 7L));
        event.addKeyValuePair(new KeyValuePair("ok", true));
        event.addKeyValuePair(new KeyValuePair("nan", Double.NaN));
        event.addKeyValuePair(new KeyValuePair("none", null));
        assertThat(json(event))
                .is(oneJsonObject())
                .startsWith("{\"time\":\"2026-11-21T21:00:00.123Z\",\"level\":\"INFO\","
                        + "\"logger\":\"io.gatehouse.transport.C\",\"thread\":\"")
                .endsWith("\"message\":\"say \\\"hi\\\"\",\"cid\":7,\"ok\":true,\"nan\":\"NaN\",\"none\":\"null\"}\n");
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Format.class)
    void everyFormatSurvivesANullMessage(LogSettings.Format format) {
        assertThat(Line.of(format).encode(event("a", Level.INFO, null, null))).isNotEmpty();
    }

    private static Throwable shortened(Throwable deep) {
        Throwable top = deep;
        for (int i = 0; i < 9_970; i++) {
            top = Objects.requireNonNull(top.getCause());
        }
        return top;
    }

    private static org.assertj.core.api.Condition<String> oneJsonObject() {
        return new org.assertj.core.api.Condition<>(LinesTest::isOneJsonObject, "one line with one JSON object");
    }

    private static boolean isOneJsonObject(String line) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return object && parser.nextToken() == null && line.indexOf('\n') == line.length() - 1;
        }
    }

    private static String text(LoggingEvent event) {
        return new String(Line.of(LogSettings.Format.TEXT).encode(event), StandardCharsets.UTF_8);
    }

    private static String json(LoggingEvent event) {
        return new String(Line.of(LogSettings.Format.JSON).encode(event), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(String logger, Level level, @Nullable String message, @Nullable Throwable thrown) {
        Logger source = context.getLogger(logger);
        LoggingEvent event = new LoggingEvent(LinesTest.class.getName(), source, level, message, thrown, null);
        event.setTimeStamp(TIME.toEpochMilli());
        return event;
    }
}
