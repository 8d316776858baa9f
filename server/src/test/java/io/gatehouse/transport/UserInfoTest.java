package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserInfoTest {
    @Test
    void readsAccountAndResponses() {
        UserInfo info = parse("{\"data\":{\"account\":\"AUTH\",\"permissions\":{\"responses\":{\"max\":1}}}}");

        assertThat(info).isEqualTo(new UserInfo("AUTH", true));
    }

    @Test
    void isNoneWhereSomebodyElseAnswersWithWhatCannotBeRead() {
        assertThat(parse("{\"data\":".repeat(20_000))).isNull();
        assertThat(parse("[".repeat(20_000))).isNull();
        assertThat(parse("{\"data\":{\"account\":7}}")).isNull();
        assertThat(parse("")).isNull();
    }

    private static @Nullable UserInfo parse(String json) {
        return UserInfo.parse(json.getBytes(US_ASCII));
    }
}
