package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.SubjectSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of answers in JSON. */
@Timeout(60)
class HttpJsonTest {
    private final ScriptedService service = new ScriptedService();

    @BeforeEach
    void open() {
        HttpDirectory unused = service.open(HttpMode.JSON, "/login");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private LookupResult ask(String answer) {
        return service.answers(200, answer).ask("alice", "secret");
    }

    private Identity found(String answer) {
        assertThat(ask(answer)).isInstanceOf(Found.class);
        return ((Found) ask(answer)).identity();
    }

    @Test
    void anIdentityIsAllThatTheAnswerSays() {
        Identity alice = found("{\"result\": \"allow\", \"name\": \"alice.liddell\", \"groups\": [\"staff\"],"
                + " \"attributes\": {\"team\": \"red\"}, \"account\": \"APP1\","
                + " \"permissions\": {\"pub\": {\"allow\": [\"orders.>\"]}}, \"tags\": [\"blue\"], \"subs\": 10}");
        assertThat(alice.directory()).isEqualTo("users");
        assertThat(alice.name()).isEqualTo("alice.liddell");
        assertThat(alice.groups()).containsExactly("staff");
        assertThat(alice.attributes()).isEqualTo(Map.of("team", List.of("red")));
        Entitlement stated = Objects.requireNonNull(alice.entitlement());
        assertThat(stated.account()).isEqualTo("APP1");
        assertThat(stated.permissions().publish()).isEqualTo(SubjectSet.of(List.of("orders.>"), List.of()));
        assertThat(stated.tags()).containsExactly("blue");
    }

    @Test
    void whoIsOnlyAllowedIsCalledAsTheLoginSaysAndStatesNothing() {
        Identity alice = found("{\"result\": \"allow\"}");
        assertThat(alice.name()).isEqualTo("alice");
        assertThat(alice.entitlement()).isNull();
    }

    @Test
    void aDenialIsARejectionWithItsReason() {
        assertThat(ask("{\"result\": \"deny\", \"reason\": \"locked_out\"}"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.detail()).isEqualTo("locked_out"));
    }

    /** It is written into the log. */
    @Test
    void aReasonThatIsNoWordIsNotShown() {
        assertThat(ask("{\"result\": \"deny\", \"reason\": \"wrong password canary\"}"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.detail()).isEmpty());
    }

    @Test
    void whoIsIgnoredIsForTheNextDirectory() {
        assertThat(ask("{\"result\": \"ignore\"}")).isEqualTo(NotMine.NOT_MINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-01-02T03:04:05Z", "1893553445"})
    void anAnswerEndsWhenItSays(String end) {
        String json = end.contains("-") ? '"' + end + '"' : end;
        Found found = (Found) ask("{\"result\": \"allow\", \"expires_at\": " + json + "}");
        Instant until = Instant.parse("2030-01-02T03:04:05Z");
        assertThat(found.identity().expiresAt()).isEqualTo(until);
        assertThat(found.validity().until()).isEqualTo(until);
    }

    @Test
    void theSessionEndsWithTheUserWhereThatIsFirst() {
        Identity alice = found("{\"result\": \"allow\", \"account\": \"A\", \"expires\": \"2029-01-01T00:00:00Z\","
                + " \"expires_at\": \"2030-01-01T00:00:00Z\"}");
        assertThat(alice.expiresAt()).isEqualTo(Instant.parse("2029-01-01T00:00:00Z"));
    }

    @Test
    void theAnswerSaysForHowLongItMayBeRemembered() {
        Instant before = Instant.now();
        LookupResult result = service.answers(200, Map.of("Cache-Control", "max-age=60"), "{\"result\": \"allow\"}")
                .ask("alice", "secret");
        assertThat(((Found) result).validity().until())
                .isBetween(before.plusSeconds(60), Instant.now().plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({
        "301, leads to another URL",
        "302, leads to another URL",
        "400, does not take this one login",
        "401, refuses Gatehouse itself",
        "403, refuses Gatehouse itself",
        "404, has nothing to answer",
        "204, means nothing here",
        "429, is asked too much",
        "500, cannot answer now",
        "503, cannot answer now"
    })
    void noOtherStatusDecides(int status, String words) {
        service.answers(status, Map.of("Location", "/"), status == 204 ? "" : "{\"result\": \"allow\"}");
        assertThatThrownBy(() -> service.ask("alice", "secret"))
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("HTTP " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "true",
                "[]",
                "{",
                "{}",
                "allow",
                "{\"result\": \"Allow\"}",
                "{\"result\": \"allowed\"}",
                "{\"result\": true}",
                "{\"result\": null}",
                "{\"result\": \"allow\", \"result\": \"deny\"}",
                "{\"result\": \"allow\"} {\"result\": \"deny\"}",
                "{\"result\": \"allow\", \"is_superuser\": true}",
                "{\"result\": \"allow\", \"name\": \"\"}",
                "{\"result\": \"allow\", \"name\": \"a\\u0000b\"}",
                "{\"result\": \"allow\", \"name\": null}",
                "{\"result\": \"allow\", \"groups\": [1]}",
                "{\"result\": \"allow\", \"expires_at\": \"tomorrow\"}",
                "{\"result\": \"allow\", \"expires_at\": -1}",
                "{\"result\": \"allow\", \"expires_at\": 1e9}",
                "{\"result\": \"allow\", \"expires_at\": \"0001-01-01T00:00:00Z\"}",
                "{\"result\": \"allow\", \"expires_at\": \"1969-12-31T23:59:59Z\"}",
                "{\"result\": \"allow\", \"expires_at\": \"+10000-01-01T00:00:00Z\"}",
                "{\"result\": \"allow\", \"account\": \"A\", \"permissions\": {\"pub\": {\"alow\": [\"x\"]}}}",
                "{\"result\": \"allow\", \"pass\": \"plain:canary\"}"
            })
    void anAnswerWithAMistakeDecidesNothing(String body) {
        assertThatThrownBy(() -> ask(body))
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aPageForPeopleIsToldAsSuch() {
        service.answers(200, Map.of("Content-Type", "text/html; charset=utf-8"), "<html>Please log in</html>");
        assertThatThrownBy(() -> service.ask("alice", "secret")).hasMessageContaining("HTML");
    }

    @Test
    void bombsDecideNothing() {
        String deep = "{\"result\": \"allow\", \"attributes\": " + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001);
        assertThatThrownBy(() -> ask(deep)).isInstanceOf(UndecidedException.class);
        String number = "{\"result\": \"allow\", \"subs\": 1" + "0".repeat(100_000) + "}";
        assertThatThrownBy(() -> ask(number)).isInstanceOf(UndecidedException.class);
        String text = "{\"result\": \"allow\", \"name\": \"" + "x".repeat(200_000) + "\"}";
        assertThatThrownBy(() -> ask(text)).isInstanceOf(UndecidedException.class);
        String large = "{\"result\": \"allow\", \"groups\": [" + "\"x\",".repeat(3_000_000) + "\"x\"]}";
        assertThatThrownBy(() -> ask(large)).hasMessageContaining("more than 262144 bytes");
    }

    /** Whoever comes by a token has no name yet. */
    @Test
    void aTokenNeedsAName() {
        HttpDirectory directory = service.open(HttpMode.JSON, "/login");
        service.answers(200, "{\"result\": \"allow\", \"name\": \"robot\"}");
        var login = SampleRequest.client().token("t-1").build();
        assertThat(((Found) ScriptedService.ask(directory, login)).identity().name())
                .isEqualTo("robot");
        assertThat(service.last().body()).contains("\"token\":\"t-1\"").doesNotContain("\"user\"");
        service.answers(200, "{\"result\": \"allow\"}");
        assertThatThrownBy(() -> ScriptedService.ask(directory, login)).hasMessageContaining("name is missing");
        service.answers(200, "{\"result\": \"ignore\"}");
        assertThat(ScriptedService.ask(directory, login)).isEqualTo(NotMine.NOT_MINE);
    }

    /** It chooses its user name itself, and the service may have looked at the token alone. */
    @Test
    void aTokenNeedsANameAlsoBesideAUserAndAPassword() {
        HttpDirectory directory = service.open(HttpMode.JSON, "/login");
        var login =
                SampleRequest.client().user("admin", "anything").token("t-1").build();
        service.answers(200, "{\"result\": \"allow\"}");
        assertThatThrownBy(() -> ScriptedService.ask(directory, login)).hasMessageContaining("name is missing");
        service.answers(200, "{\"result\": \"allow\", \"name\": \"robot\"}");
        assertThat(((Found) ScriptedService.ask(directory, login)).identity().name())
                .isEqualTo("robot");
        assertThat(service.last().body()).contains("\"user\":\"admin\"").contains("\"token\":\"t-1\"");
    }

    /** Nothing that one client brings is held against the service, which answers others well. */
    @ParameterizedTest
    @ValueSource(ints = {400, 413, 414, 422, 431})
    void aStatusAboutOneLoginSaysNothingOfTheService(int status) {
        service.answers(status, "");
        assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UnusableAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 429, 500})
    void anyOtherStatusIsHeldAgainstTheService(int status) {
        service.answers(status, "");
        assertThatThrownBy(() -> service.ask("alice", "secret"))
                .isInstanceOf(UndecidedException.class)
                .isNotInstanceOf(UnusableAnswerException.class);
    }

    @Test
    void isAskedByPostWithTheLoginInTheBody() {
        LookupResult unused = ask("{\"result\": \"ignore\"}");
        ScriptedService.Asked asked = service.last();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri()).isEqualTo("/login");
        assertThat(asked.headers()).containsEntry("content-type", "application/json");
        assertThat(asked.body()).isEqualTo("{\"user\":\"alice\",\"password\":\"secret\",\"client\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b", "\ud800"})
    void nobodyIsAskedAboutNamesThatNobodyHas(String user) {
        assertThat(service.ask(user, "secret")).isEqualTo(NotMine.NOT_MINE);
        assertThat(service.timesAsked()).isZero();
    }

    @Test
    void nobodyIsAskedAboutEmptyPasswords() {
        assertThat(service.ask("alice", "")).isEqualTo(NotMine.NOT_MINE);
        assertThat(service.timesAsked()).isZero();
    }

    @Test
    void theProbeAsksAboutAMadeUpUser() {
        HttpDirectory directory = service.open(HttpMode.JSON, "/login");
        service.answers(200, "{\"result\": \"ignore\"}");
        directory.probe().block();
        assertThat(service.last().body()).contains("\"user\":\"gatehouse-probe\"");
        service.answers(200, "{\"result\": \"allow\"}");
        assertThatThrownBy(() -> directory.probe().block()).hasMessageContaining("lets everybody in");
        service.answers(401, "");
        assertThatThrownBy(() -> directory.probe().block()).hasMessageContaining("refuses Gatehouse itself");
    }

    @Test
    void theProbeAsksForItsOwnUrlWhereThereIsOne() {
        HttpDirectory directory = service.open(service.settings(
                HttpMode.JSON,
                StatusMethod.POST,
                StatusBody.JSON,
                "/login",
                List.of(Header.bearer("canary")),
                Set.of(),
                true));
        directory.probe().block();
        assertThat(service.last().uri()).isEqualTo("/health");
        assertThat(service.last().headers()).containsEntry("authorization", "Bearer canary");
        service.health(503);
        assertThatThrownBy(() -> directory.probe().block()).hasMessageContaining("cannot answer now (HTTP 503)");
    }
}
