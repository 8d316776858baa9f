package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserInfoTest {
    @Test
    void readsAccountAndResponses() {
        UserInfo info = parse("{\"data\":{\"account\":\"AUTH\",\"permissions\":{\"responses\":{\"max\":1}}}}");

        assertThat(info).isEqualTo(new UserInfo("AUTH", true, PublishRights.ANY));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'\"$SYS._INBOX.>\"', '', false",
        "'\"$SYS.REQ.USER.INFO\", \"$SYS.REQ.*.PING\"', '', true",
        "'\"$SYS.REQ.SERVER\"', '', false",
        "'\"$SYS.REQ.SERVER.PING.CONNZ\"', '', false",
        "'\">\"', '\"$SYS.>\"', false",
        "'', '\"$SYS.REQ.ACCOUNT.>\"', true",
    })
    void tellsWhetherASubjectMayBePublishedTo(String allow, String deny, boolean may) {
        UserInfo info = parse("{\"data\":{\"account\":\"AUTH\",\"permissions\":{\"publish\":{\"allow\":[" + allow
                + "],\"deny\":[" + deny + "]}}}}");

        assertThat(info).isNotNull();
        assertThat(info.publishing().include("$SYS.REQ.SERVER.PING")).isEqualTo(may);
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
