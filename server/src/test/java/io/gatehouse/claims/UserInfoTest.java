package io.gatehouse.claims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.jwt.ClaimsException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class UserInfoTest {
    @SuppressWarnings("unused") // by name
    static final List<String> NO_ANSWERS = List.of(
            "",
            "/",
            "{",
            "{}",
            "{\"data\":null}",
            "{\"data\":{}}",
            "{\"data\":{\"account\":7}}",
            "{\"data\":{\"account\":\"A\"}} x",
            "{\"data\":{\"account\":\"A\",\"account\":\"B\"}}",
            "{\"data\":{\"account\":\"A\",\"permissions\":[]}}",
            "{\"n\":" + "9".repeat(60_000) + ",\"data\":{\"account\":\"A\"}}",
            "{\"data\":{\"account\":\"" + "A".repeat(5_000) + "\"}}",
            "{\"data\":".repeat(5_000),
            "[".repeat(20_000),
            "{\"data\":{\"account\":\"A\"}}" + " ".repeat(70_000));

    private static UserInfo decode(String json) throws ClaimsException {
        return UserInfo.decode(json.getBytes(UTF_8));
    }

    @Test
    void readsAccountAndResponses() throws ClaimsException {
        assertThat(decode("{\"data\":{\"account\":\"AUTH\",\"permissions\":{\"responses\":{\"max\":1}}}}"))
                .isEqualTo(new UserInfo("AUTH", true, SubjectRules.NONE));
        assertThat(
                        decode(
                                "{\"server\":{\"id\":\"N\"},\"data\":{\"account\":\"AUTH\",\"permissions\":{\"responses\":null}}}"))
                .isEqualTo(new UserInfo("AUTH", false, SubjectRules.NONE));
        assertThat(decode("{\"data\":{\"account\":\"AUTH\",\"permissions\":null}}"))
                .isEqualTo(new UserInfo("AUTH", false, SubjectRules.NONE));
    }

    @Test
    void readsTheLongOneOfAUserWithManySubjects() throws ClaimsException {
        String subjects = IntStream.range(0, 1_000)
                .mapToObj(number -> "\"orders.region-eu-west.customer.%06d.>\"".formatted(number))
                .collect(Collectors.joining(","));
        String json = "{\"data\":{\"account\":\"AUTH\",\"permissions\":{\"publish\":{\"allow\":[" + subjects
                + "]},\"responses\":{\"max\":1,\"ttl\":120000000000}}}}";

        assertThat(decode(json).allowsResponses()).isTrue();
        assertThat(decode(json).publishing().allow()).hasSize(1_000);
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
    void tellsWhetherASubjectMayBePublishedTo(String allow, String deny, boolean may) throws ClaimsException {
        UserInfo info = decode("{\"data\":{\"account\":\"AUTH\",\"permissions\":{\"publish\":{\"allow\":[" + allow
                + "],\"deny\":[" + deny + "]}}}}");

        assertThat(info.publishing().include("$SYS.REQ.SERVER.PING")).isEqualTo(may);
    }

    @ParameterizedTest
    @FieldSource("NO_ANSWERS")
    void refusesAllElse(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(ClaimsException.class);
    }
}
