package io.gatehouse.directory.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
    private final List<String> taken = new ArrayList<>();
    private final Members members = new Members((bytes, from, to) -> {
        taken.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        return taken.size() < 4;
    });

    private boolean take(String json, int block) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += block) {
            if (!members.take(bytes, from, Math.min(bytes.length, from + block))) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 16, 1_000})
    void areTheBytesFromNameToBraceWhereverABlockEnds(int block) {
        String json = " {\n\"a\":{}, \"ä\\\"{\" : {\"x\": [\"}\\\\\", {\"y\": \"]\"}]} ,\"\":{ }\n} \n";

        assertThat(take(json, block)).isTrue();
        assertThat(members.isComplete()).isTrue();
        assertThat(taken).containsExactly("\"a\":{}", "\"ä\\\"{\" : {\"x\": [\"}\\\\\", {\"y\": \"]\"}]}", "\"\":{ }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"a\": 1}",
                "{\"a\": []}",
                "{\"a\" {}}",
                "{a: {}}",
                "{\"a\": {},}",
                "{,\"a\": {}}",
                "{\"a\": {} \"b\": {}}",
                "{\"a\": {}}}",
                "{} {}",
                "\ufeff{}",
                "{\"a\": {}, /* b */ \"c\": {}}"
            })
    void areOfObjectsOnly(String json) {
        assertThat(take(json, 1_000)).isFalse();
        assertThat(members.isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":{", "{\"a\":{}", "{\"a\":{},"})
    void areNotAllBeforeTheEnd(String json) {
        assertThat(take(json, 1_000)).isTrue();
        assertThat(members.isComplete()).isFalse();
    }

    @Test
    void endWhenNoMoreAreWanted() {
        assertThat(take("{\"a\":{},\"a\":{},\"a\":{},\"a\":{},\"a\":{}}", 1_000))
                .isFalse();
        assertThat(taken).hasSize(4);
    }

    @Test
    void areBounded() {
        String inside = " ".repeat(Members.MAX_LENGTH - 6);
        assertThat(take("{\"a\":{" + inside + "}", 1_000)).isTrue();
        assertThat(take(",\"b\":{" + inside + " }", 1_000)).isFalse();
        assertThat(taken).hasSize(1);
    }
}
