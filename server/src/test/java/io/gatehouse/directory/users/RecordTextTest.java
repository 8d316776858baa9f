package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTextTest {
    private static RecordText parse(String json) {
        return RecordText.parse("record", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsWhatIsNotChanged() {
        RecordText record = parse("""
                { "pass" : "a\\"b\\\\c\\u0000", "n": [1, -2.5e3, true, null, {}], "o": {"x": [ ]}, "ü": "😀" }
                """);
        assertThat(record.with("account", RecordText.quoted("APP")).without("o").json())
                .isEqualTo(
                        "{\"pass\":\"a\\\"b\\\\c\\u0000\",\"n\":[1,-2.5e3,true,null,{}],\"ü\":\"😀\",\"account\":\"APP\"}");
    }

    @Test
    void whatItWritesReadsAsTheSame() {
        String half = "{\"a\":\"x\\ud800y\",\"b\":\"\\n\\t\"}";
        RecordText once = parse(half);
        assertThat(parse(once.json()).fields()).isEqualTo(once.fields());
        assertThat(once.get("a")).isEqualTo("\"x\\ud800y\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{\"a\":}", "{} {}", "{\"a\":1,}"})
    void refusesWhatIsNoObject(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(UsersFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1,\"b\":2", "1}", "\"a"})
    void refusesWhatIsNoValue(String json) {
        assertThatThrownBy(() -> RecordText.value("field", json)).isInstanceOf(UsersFileException.class);
    }

    @Test
    void showsNothingOfWhatItHolds() {
        assertThat(parse("{\"pass\":\"secret\"}").toString()).isEqualTo("RecordText[pass]");
    }
}
