package io.gatehouse.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is printed steers no terminal, whatever it comes from. */
class PrintedTextTest {
    private static final String STEERING = "a\u007fb\u009bc\u202ed\u2066e\u2028f" + Character.toString(0xE0041) + "g";

    @Test
    void textHasAMarkInThePlaceOfWhatSteers() {
        assertThat(PrintedText.plain(STEERING + "\u001b\n")).isEqualTo("a?b?c?d?e?f?g??");
    }

    @Test
    void jsonSaysTheSameEscaped() {
        String escaped = "a\\u007fb\\u009bc\\u202ed\\u2066e\\u2028f\\udb40\\udc41g";

        assertThat(PrintedText.json("{\"name\":\"" + STEERING + "\"}")).isEqualTo("{\"name\":\"" + escaped + "\"}");
        assertThat(IndentedJson.of("{\"name\":\"" + STEERING + "\"}"))
                .isEqualTo("{\n  \"name\": \"" + escaped + "\"\n}");
    }

    @Test
    void linesOfJsonStayLines() {
        assertThat(PrintedText.json("{\r\n\t\"\u00e4\": \"\u4e2d\"\r}")).isEqualTo("{ \n\t\"\u00e4\": \"\u4e2d\" }");
    }
}
