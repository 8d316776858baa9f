package io.gatehouse.claims.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects some members of which change. */
class RawObjectTest {
    private static RawObject parse(String json) throws ClaimsException {
        return RawObject.parse(bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(RawObject object) {
        return new String(object.json(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1}",
                "{\"a\":\"\",\"b\":null,\"c\":true,\"d\":-1.50e3,\"e\":[],\"f\":{}}",
                "{\"a\":\"} ] , \\\" \\\\\",\"b\":{\"c\":[{\"d\":\"]}\"},\"{\"]}}",
                "{\"mappings\":{\"foo.\\u003e\":[{\"subject\":\"b\\u003c\",\"weight\":50}]},\"\u00e4\":\"\u20ac\"}"
            })
    void whatDoesNotChangeIsTheSameBytes(String json) throws ClaimsException {
        assertThat(text(parse(json))).isEqualTo(json);
    }

    @Test
    void blanksBetweenMembersAreNotKeptAndThoseWithinAre() throws ClaimsException {
        assertThat(text(parse(" { \"a\" : [ 1 , 2 ] ,\n\t\"b\" : 3 } ".strip())))
                .isEqualTo("{\"a\":[ 1 , 2 ],\"b\":3}");
    }

    @Test
    void membersAreReadAndReplaced() throws ClaimsException {
        RawObject object = parse("{\"a\":\"A\",\"n\":7,\"o\":{\"x\":\"X\"},\"l\":[\"p\",{\"key\":\"q\"}],\"z\":null}");

        assertThat(object.text("a")).isEqualTo("A");
        assertThat(object.text("z") + object.text("none")).isEmpty();
        assertThat(object.number("n")).isEqualTo(7);
        assertThat(object.object("o").text("x")).isEqualTo("X");
        List<byte[]> list = object.list("l");
        assertThat(RawObject.textOrMember(list.get(0), "key")).isEqualTo("p");
        assertThat(RawObject.textOrMember(list.get(1), "key")).isEqualTo("q");
        assertThat(text(object.with("a", "B")
                        .with("n", 8)
                        .with("o", object.object("o").with("y", "Y"))
                        .with("l", list.subList(1, 2))
                        .without("z")))
                .isEqualTo("{\"a\":\"B\",\"n\":8,\"o\":{\"x\":\"X\",\"y\":\"Y\"},\"l\":[{\"key\":\"q\"}]}");
        assertThat(text(object.with("l", List.of()))).doesNotContain("\"l\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1}x",
                "{\"a\":1,\"a\":2}",
                "{\"n\\u0061ts\":1}",
                "{\"a\":\"\n\"}"
            })
    void whatIsNoObjectOrCouldBeReadInTwoWaysIsRefused(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(ClaimsException.class);
    }

    @Test
    void aMemberOfAnotherTypeIsRefused() throws ClaimsException {
        RawObject object = parse("{\"a\":1,\"b\":\"x\\ty\",\"c\":\"1\"}");

        assertThatThrownBy(() -> object.text("a")).isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> object.text("b")).isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> object.number("c")).isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> object.list("a")).isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> object.object("a")).isInstanceOf(ClaimsException.class);
    }
}
