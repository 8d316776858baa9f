package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.policy.UndecidedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send is a value to the service, and no answer, however large, holds a thread or says more than it may. */
@Timeout(60)
class HttpHostileTest {
    private static final String ALLOW = "{\"result\": \"allow\", \"account\": \"APP\"}";
    private static final String RECORD = "{\"pass\": \"plain:secret\", \"account\": \"APP\"}";
    private static final Duration PROMPT = Duration.ofSeconds(5);
    private static final String LARGE = "x".repeat(64 * 1024);

    private final ScriptedService service = new ScriptedService().strangers(404);

    @AfterEach
    void close() {
        service.close();
    }

    private void open(HttpMode mode) {
        HttpDirectory unused = service.answers(200, answer(mode)).open(mode, path(mode));
    }

    private static String path(HttpMode mode) {
        return mode == HttpMode.LOOKUP ? "/users/{user}" : "/auth";
    }

    private static String answer(HttpMode mode) {
        return switch (mode) {
            case JSON -> ALLOW;
            case STATUS -> "";
            case LOOKUP -> RECORD;
        };
    }

    static List<String> metacharacters() {
        return List.of(
                "' OR '1'='1' --",
                "alice'; DROP TABLE users; --",
                "*)(uid=*))(|(uid=*",
                "uid=alice,ou=admins",
                "${jndi:ldap://127.0.0.1/x}",
                "{{7*7}}{user}%s%n",
                "\"}, \"admin\": true, {\"",
                "a&password=other&username=root",
                "<script>&lt;",
                "%2e%2e%00");
    }

    @ParameterizedTest
    @MethodSource("metacharacters")
    void aNameIsSentAsItIs(String name) {
        open(HttpMode.JSON);
        assertThat(service.ask(name, "secret"))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.identity().name()).isEqualTo(name));
        assertThat(service.last().body())
                .contains("\"user\":\"" + name.replace("\"", "\\\"") + "\",\"password\":\"secret\"");
    }

    @ParameterizedTest
    @MethodSource("metacharacters")
    void aNameIsOneFieldOfAForm(String name) {
        HttpDirectory unused = service.answers(200, "")
                .open(service.settings(
                        HttpMode.STATUS, StatusMethod.POST, StatusBody.FORM, "/auth", List.of(), Set.of(), false));
        assertThat(service.ask(name, name)).isInstanceOf(Found.class);
        String[] fields = service.last().body().split("&", -1);
        assertThat(fields).hasSize(2);
        assertThat(decoded(fields[0])).isEqualTo("username=" + name);
        assertThat(decoded(fields[1])).isEqualTo("password=" + name);
    }

    @ParameterizedTest
    @MethodSource("metacharacters")
    void aNameIsOnePartOfAUrl(String name) {
        open(HttpMode.LOOKUP);
        if (UserTarget.couldLeadAstray(name)) {
            assertThat(service.ask(name, "secret")).isEqualTo(NotMine.NOT_MINE);
            assertThat(service.timesAsked()).isZero();
        } else {
            assertThat(service.ask(name, "secret")).isInstanceOf(Found.class);
            assertThat(decoded(service.last().uri())).isEqualTo("/users/" + name);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** No user of any service has such a name, and nobody is asked. */
    @ParameterizedTest
    @EnumSource(HttpMode.class)
    void whatNoNameHasInItIsNotSent(HttpMode mode) {
        open(mode);
        for (String name : List.of("alice\0", "al\nice", "al\rice", "\ud800", LARGE, "")) {
            assertThat(service.ask(name, "secret")).isEqualTo(NotMine.NOT_MINE);
        }
        for (String password : List.of("", "\udc00", LARGE)) {
            assertThat(service.ask("alice", password)).isEqualTo(NotMine.NOT_MINE);
        }
        assertThat(service.timesAsked()).isZero();
    }

    /** Each is asked about as the client writes it, and called so: whether two are one user is for {@code names.case} to say. */
    @ParameterizedTest
    @CsvSource({"alice,ALICE", "\u00e9va,e\u0301va", "stra\u00dfe,strasse", "a,\uff41", "alice,alice\u00a0", "i,\u0131"
    })
    void namesThatLookTheSameAreTwo(String one, String other) {
        for (HttpMode mode : HttpMode.values()) {
            open(mode);
            for (String name : List.of(one, other)) {
                assertThat(service.ask(name, "secret"))
                        .isInstanceOfSatisfying(
                                Found.class,
                                found -> assertThat(found.identity().name()).isEqualTo(name));
            }
            assertThat(service.last().uri() + service.last().body()).containsAnyOf(other, UserTarget.encoded(other));
        }
    }

    /** Ten megabytes are not read to their end. */
    @ParameterizedTest
    @EnumSource(HttpMode.class)
    void anAnswerWithoutEndDecidesNothing(HttpMode mode) {
        open(mode);
        for (int status : new int[] {200, 404, 401}) {
            service.answers(status, answer(mode) + " ".repeat(10 * 1024 * 1024));
            assertUndecided();
        }
    }

    private void assertUndecided() {
        long begin = System.nanoTime();
        assertThatThrownBy(() -> service.ask("alice", "secret"))
                .isInstanceOf(UndecidedException.class)
                .message()
                .hasSizeLessThan(400)
                .doesNotContain("\n");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMPT);
    }

    /** As many as fit into an answer, and a nest as deep. */
    @ParameterizedTest
    @ValueSource(strings = {"groups", "attributes", "permissions", "tags", "src", "times"})
    void bombsOfEachMemberDecideNothing(String member) {
        for (String bomb : List.of(
                "[".repeat(50_000),
                "[".repeat(50_000) + "]".repeat(50_000),
                "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000),
                "1e999999999",
                "[" + "1,".repeat(50_000) + "1]",
                "\"" + "\\u0000".repeat(20_000) + "\"")) {
            for (HttpMode mode : List.of(HttpMode.JSON, HttpMode.LOOKUP)) {
                open(mode);
                service.answers(200, answer(mode).replace("}", ", \"" + member + "\": " + bomb + "}"));
                assertUndecided();
            }
        }
    }

    /** Twenty thousand groups are a mistake, and cost no more than one. */
    @Test
    void moreGroupsThanAUserHasDecideNothing() {
        String groups =
                IntStream.range(0, 20_000).mapToObj(i -> "\"g" + i + "\"").collect(Collectors.joining(","));
        for (HttpMode mode : List.of(HttpMode.JSON, HttpMode.LOOKUP)) {
            open(mode);
            service.answers(200, answer(mode).replace("}", ", \"groups\": [" + groups + "]}"));
            assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UnusableAnswerException.class);
        }
    }

    /** They are texts of the service's, and none of them gets into a log or into what is remembered. */
    @Test
    void hostileHeadersChangeNothing() {
        open(HttpMode.JSON);
        service.answers(
                200,
                Map.of(
                        "Cache-Control", "max-age=" + "9".repeat(2_000) + ", ,,=,max-age",
                        "Age", "-1",
                        "Content-Type", "application/json; charset=\"" + "x".repeat(1_000),
                        "Set-Cookie", "a=b",
                        "Location", "http://127.0.0.1:1/"),
                ALLOW);
        assertThat(service.ask("alice", "secret"))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.validity().until()).isNull());
    }
}
