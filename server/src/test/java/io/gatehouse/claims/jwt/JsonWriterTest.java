package io.gatehouse.claims.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void putsCommasBetweenMembersAndElements() {
        JsonWriter json = new JsonWriter(1).begin();
        json.member("a", 1).name("b").beginList();
        json.string("x").string("y").begin().end();
        json.endList().name("c").bool(false).name("d").begin();
        json.member("e", "f").end().end();
        assertThat(text(json)).isEqualTo("{\"a\":1,\"b\":[\"x\",\"y\",{}],\"c\":false,\"d\":{\"e\":\"f\"}}");
    }

    @Test
    void leavesOutWhatIsEmpty() {
        JsonWriter json = new JsonWriter(1).begin();
        json.optional("a", "").optional("b", (String) null).optional("c", List.of());
        json.optional("d", 0).optional("e", false).end();
        assertThat(text(json)).isEqualTo("{}");
    }

    @Test
    void writesLongsToTheirEnds() {
        JsonWriter json = new JsonWriter(1).beginList();
        json.number(Long.MAX_VALUE).number(Long.MIN_VALUE).number(0).endList();
        assertThat(text(json)).isEqualTo("[9223372036854775807,-9223372036854775808,0]");
    }

    @Test
    void aTextComesBackWhateverIsInIt() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
            if (c < 0xd800 || c > 0xdfff) {
                all.appendCodePoint(c);
            }
        }
        JsonWriter json = new JsonWriter(1).begin();
        json.member("text", all.toString()).end();
        assertThat(JsonTree.object(json.toByteArray())).isEqualTo(Map.of("text", all.toString()));
    }

    @Test
    void escapesOnlyWhatItMust() {
        JsonWriter json = new JsonWriter(1).string("\"\\\n\r\t\b\u001f<>&/\u007fé");
        assertThat(text(json)).isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0008\\u001f<>&/\u007fé\"");
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        assertThat(text(new JsonWriter(1).string("a\ud83d"))).isEqualTo("\"a\ufffd\"");
        assertThat(text(new JsonWriter(1).string("\udd11b"))).isEqualTo("\"\ufffdb\"");
    }

    private static String text(JsonWriter json) {
        return new String(json.toByteArray(), UTF_8);
    }
}
