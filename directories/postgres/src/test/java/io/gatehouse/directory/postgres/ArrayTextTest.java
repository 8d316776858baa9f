package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayTextTest {
    @Test
    void hasValuesInTheirOrder() {
        assertThat(new ArrayText("{}").values()).isEmpty();
        assertThat(new ArrayText("{b,a,b}").values()).containsExactly("b", "a", "b");
        assertThat(new ArrayText("{\"a b\",\"\",\"c,d\",\"{}\"}").values()).containsExactly("a b", "", "c,d", "{}");
        assertThat(new ArrayText("{\"say \\\"no\\\"\",\"back\\\\slash\",it's}").values())
                .containsExactly("say \"no\"", "back\\slash", "it's");
    }

    /** In quotes it is a text. */
    @Test
    void tellsNullFromItsName() {
        assertThat(new ArrayText("{NULL,\"NULL\",null}").values()).containsExactly(null, "NULL", "null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "a",
                "{a",
                "{a,",
                "{a,}",
                "{,}",
                "{\"a",
                "{\"a\\",
                "{\"a\"b}",
                "{a\"b\"}",
                "{a}b",
                "{{a},{b}}",
                "[0:1]={a,b}"
            })
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> new ArrayText(text).values()).isInstanceOf(IllegalArgumentException.class);
    }
}
