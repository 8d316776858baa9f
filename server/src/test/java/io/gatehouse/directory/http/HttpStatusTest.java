package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.policy.UndecidedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a status. */
@Timeout(60)
class HttpStatusTest {
    private static final List<Header> OWN = List.of(Header.bearer("canary"));

    private final ScriptedService service = new ScriptedService().strangers(404);

    @AfterEach
    void close() {
        service.close();
    }

    private HttpDirectory open(StatusMethod method, StatusBody body, String path, List<Header> own) {
        return service.open(service.settings(HttpMode.STATUS, method, body, path, own, Set.of(), !own.isEmpty()));
    }

    private HttpDirectory open(StatusBody body) {
        return open(StatusMethod.POST, body, "/auth", List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204})
    void whoIsFoundIsCalledAsTheLoginSays(int status) {
        HttpDirectory unused = open(StatusBody.JSON);
        assertThat(service.answers(status, "").ask("alice", "secret")).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.identity().name()).isEqualTo("alice");
            assertThat(found.identity().entitlement()).isNull();
        });
    }

    @Test
    void notFoundIsForTheNextDirectoryAndUnauthorizedRejected() {
        HttpDirectory unused = open(StatusBody.JSON);
        assertThat(service.answers(404, "").ask("alice", "secret")).isEqualTo(NotMine.NOT_MINE);
        assertThat(service.answers(401, "").ask("alice", "secret")).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 400, 403, 405, 407, 429, 500, 502, 503})
    void noOtherStatusDecides(int status) {
        HttpDirectory unused = open(StatusBody.JSON);
        service.answers(status, Map.of("Location", "/"), "");
        assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UndecidedException.class);
    }

    /** Some say so of a user who is locked out, and nobody else is to suffer from it. */
    @Test
    void forbiddenSaysNothingOfTheService() {
        HttpDirectory unused = open(StatusBody.JSON);
        service.answers(403, "");
        assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UnusableAnswerException.class);
    }

    @Test
    void unauthorizedCountsOnlyWhileOurOwnCredentialsAreGood() {
        HttpDirectory unused = open(StatusMethod.POST, StatusBody.JSON, "/auth", OWN);
        service.answers(401, "").health(200);
        assertThat(service.ask("alice", "secret")).isInstanceOf(Rejected.class);
        assertThat(service.last().uri()).isEqualTo("/health");
        service.health(401);
        assertThatThrownBy(() -> service.ask("alice", "secret"))
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining("refuses Gatehouse itself");
        service.health(500);
        assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UndecidedException.class);
    }

    /** A proxy that has lost its route to the service says 404 for everybody. */
    @Test
    void notFoundCountsOnlyWhileTheServiceIsThere() {
        HttpDirectory unused = open(StatusMethod.POST, StatusBody.JSON, "/auth", OWN);
        service.answers(404, "default backend - 404").health(404);
        assertThatThrownBy(() -> service.ask("alice", "secret"))
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining("has nothing to answer at this URL");
        service.health(200);
        assertThat(service.ask("alice", "secret")).isEqualTo(NotMine.NOT_MINE);
        assertThat(service.last().uri()).isEqualTo("/health");
        long begin = System.nanoTime();
        int before = service.timesAsked();
        assertThat(service.ask("bob", "secret")).isEqualTo(NotMine.NOT_MINE);
        assumeThat(System.nanoTime() - begin).isLessThan(500_000_000L);
        assertThat(service.timesAsked() - before).as("nothing but bob").isEqualTo(1);
    }

    private HttpDirectorySettings settings(ScriptedService of, boolean probe) {
        return of.settings(HttpMode.STATUS, StatusMethod.POST, StatusBody.JSON, "/auth", OWN, Set.of(), probe);
    }

    /** That another takes our credentials says nothing of the one that has refused them. */
    @Test
    void unauthorizedIsConfirmedByTheServerThatSaidSo() {
        try (ScriptedService other = new ScriptedService().strangers(404)) {
            HttpDirectory unused =
                    service.open(ScriptedService.together(settings(service, true), settings(other, true)));
            service.answers(401, "").health(401);
            other.answers(200, "").health(200);
            for (int i = 0; i < 6; i++) {
                assertThat(rejected(service)).isFalse();
            }
            other.answers(401, "");
            assertThat(IntStream.range(0, 6).filter(i -> rejected(service)))
                    .as("by the other")
                    .hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void anotherIsAskedWhereOneAnswersWithAPage(int status) {
        try (ScriptedService other = new ScriptedService().strangers(404)) {
            HttpDirectory unused =
                    service.open(ScriptedService.together(settings(service, true), settings(other, true)));
            service.answers(status, "<html>");
            other.answers(200, "");
            for (int i = 0; i < 4; i++) {
                assertThat(service.ask("alice", "secret")).isInstanceOf(Found.class);
            }
        }
    }

    private static boolean rejected(ScriptedService asked) {
        try {
            return asked.ask("alice", "secret") instanceof Rejected;
        } catch (UndecidedException e) {
            return false;
        }
    }

    @Test
    void allMustTakeOurCredentialsWhereTheServerHasNoProbeOfItsOwn() {
        try (ScriptedService other = new ScriptedService().strangers(404);
                ScriptedService third = new ScriptedService()) {
            HttpDirectorySettings probes = ScriptedService.together(settings(other, true), settings(third, true));
            HttpDirectorySettings asked = settings(service, false);
            HttpDirectory unused = service.open(new HttpDirectorySettings(
                    asked.mode(),
                    asked.method(),
                    asked.body(),
                    asked.urls(),
                    probes.probeUrls(),
                    asked.own(),
                    asked.sent(),
                    asked.web()));
            service.answers(401, "");
            third.health(401);
            assertThat(IntStream.range(0, 4).filter(i -> rejected(service))).isEmpty();
            third.health(200);
            assertThat(rejected(service)).isTrue();
        }
    }

    @Test
    void sendsAForm() {
        HttpDirectory unused = open(StatusBody.FORM);
        LookupResult result = service.answers(200, "").ask("a&b=c", "p w+ü");
        assertThat(result).isInstanceOf(Found.class);
        assertThat(service.last().headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(service.last().body()).isEqualTo("username=a%26b%3Dc&password=p%20w%2B%C3%BC");
    }

    @Test
    void sendsAJsonObject() {
        HttpDirectory unused = open(StatusBody.JSON);
        LookupResult result = service.answers(200, "").ask("al\"ice", "pass\\word");
        assertThat(result).isInstanceOf(Found.class);
        assertThat(service.last().body()).isEqualTo("{\"username\":\"al\\\"ice\",\"password\":\"pass\\\\word\"}");
    }

    @Test
    void sendsTheLoginOfHttp() {
        HttpDirectory unused = open(StatusMethod.GET, StatusBody.JSON, "/u/{user}", List.of());
        LookupResult result = service.answers(200, "").ask("alice", "pass:word");
        assertThat(result).isInstanceOf(Found.class);
        assertThat(service.last().method()).isEqualTo("GET");
        assertThat(service.last().uri()).isEqualTo("/u/alice");
        assertThat(service.last().headers()).containsEntry("authorization", "Basic YWxpY2U6cGFzczp3b3Jk");
    }

    /** A colon ends the name there, so that a part of it would be taken for the password. */
    @Test
    void aNameThatCannotBeSentIsNobodys() {
        HttpDirectory unused = open(StatusMethod.GET, StatusBody.JSON, "/u/{user}", List.of());
        assertThat(service.answers(200, "").ask("ali:ce", "word")).isEqualTo(NotMine.NOT_MINE);
        assertThat(service.ask("..", "word")).isEqualTo(NotMine.NOT_MINE);
        assertThat(service.timesAsked()).isZero();
    }

    @Test
    void theProbeFindsAServiceThatLetsEverybodyIn() {
        HttpDirectory directory = open(StatusBody.JSON);
        service.strangers(null).answers(404, "");
        directory.probe().block();
        service.answers(401, "");
        directory.probe().block();
        service.answers(200, "");
        assertThatThrownBy(() -> directory.probe().block()).hasMessageContaining("lets everybody in");
        service.answers(403, "");
        assertThatThrownBy(() -> directory.probe().block()).hasMessageContaining("refuses Gatehouse itself");
    }

    @Test
    void theProbeAsksForItsUrlAndAboutAMadeUpUser() {
        HttpDirectory directory = open(StatusMethod.POST, StatusBody.JSON, "/auth", OWN);
        service.strangers(null).answers(404, "");
        directory.probe().block();
        assertThat(service.timesAsked()).isEqualTo(2);
        service.health(401);
        assertThatThrownBy(() -> directory.probe().block()).hasMessageContaining("refuses Gatehouse itself");
        service.health(200).answers(200, "");
        assertThatThrownBy(() -> directory.probe().block()).hasMessageContaining("lets everybody in");
    }

    /** A proxy in front of the service that says yes to everything: nobody is let in by that. */
    @Test
    void aYesToEverybodyDecidesNothing() {
        for (StatusMethod method : StatusMethod.values()) {
            HttpDirectory unused = open(method, StatusBody.FORM, "/auth/{user}", List.of());
            service.answers(200, "").strangers(null);
            assertThatThrownBy(() -> service.ask("alice", "secret"))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("lets everybody in");
            service.strangers(204);
            assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UndecidedException.class);
            service.strangers(401);
            assertThat(service.ask("alice", "secret")).isInstanceOf(Found.class);
        }
    }

    /** It is noticed within ten seconds. */
    @Test
    void strangersAreNotAskedForAgainAtOnce() {
        HttpDirectory unused = open(StatusBody.JSON);
        long begin = System.nanoTime();
        assertThat(service.answers(200, "").ask("alice", "secret")).isInstanceOf(Found.class);
        service.strangers(null);
        assertThat(service.ask("bob", "secret")).isInstanceOf(Found.class);
        assumeThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
        assertThat(service.timesAsked()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void everyRefusalOfAStrangerIsOne(int status) {
        HttpDirectory unused = open(StatusBody.JSON);
        assertThat(service.answers(200, "").strangers(status).ask("alice", "secret"))
                .isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void whoCannotAnswerHasNotRefusedAStranger(int status) {
        HttpDirectory unused = open(StatusBody.JSON);
        service.answers(200, "").strangers(status);
        assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UndecidedException.class);
    }

    /** That is said by what stands before the service, or by its page for people. */
    @Test
    void aPageAndAnotherUrlRefuseNoStranger() {
        HttpDirectory unused = open(StatusBody.JSON);
        service.answers(200, "");
        for (int status : new int[] {301, 302, 307, 400, 403, 404}) {
            service.strangers(status, "<html>");
            assertThatThrownBy(() -> service.ask("alice", "secret")).isInstanceOf(UndecidedException.class);
        }
        service.strangers(302);
        assertThatThrownBy(() -> service.ask("alice", "secret")).hasMessageContaining("leads to another URL");
        service.strangers(401, "<html>");
        assertThat(service.ask("alice", "secret"))
                .as("as web servers refuse by themselves")
                .isInstanceOf(Found.class);
    }

    /** As proxies give it, with a 200 or a 404, for a service that they do not reach. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><title>x</title>",
                "\n <html><body>",
                "\ufeff<!-- x --><html>",
                "<head><title>x</title>",
                "<BODY>",
                "<meta charset=utf-8>",
                "<script>",
                "<title>404</title>",
                "<center><h1>404 Not Found</h1></center>",
                "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC>",
                "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"
            })
    void aPageForPeopleDecidesNothing(String page) {
        HttpDirectory unused = open(StatusBody.JSON);
        for (int status : new int[] {200, 404}) {
            service.answers(status, page);
            assertThatThrownBy(() -> service.ask("alice", "secret"))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("HTML");
        }
    }

    @Test
    void whatIsCalledAPageAndLooksLikeOneDecidesNothing() {
        HttpDirectory unused = open(StatusBody.JSON);
        for (int status : new int[] {200, 404}) {
            service.answers(status, Map.of("Content-Type", "Text/HTML; charset=utf-8"), "<h1>Not here</h1>");
            assertThatThrownBy(() -> service.ask("alice", "secret"))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("HTML");
        }
        service.answers(200, Map.of("Content-Type", "text/xml"), "<?xml version=\"1.0\"?><user/>");
        assertThat(service.ask("alice", "secret")).isInstanceOf(Found.class);
    }

    /** It could be a page. */
    @Test
    void aBodyThatWouldHaveToBeDecodedDecidesNothing() {
        HttpDirectory unused = open(StatusBody.JSON);
        for (int status : new int[] {200, 404}) {
            service.answers(status, Map.of("Content-Encoding", "gzip"), "xyz");
            assertThatThrownBy(() -> service.ask("alice", "secret"))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("Content-Encoding");
        }
        service.answers(200, Map.of("Content-Encoding", "identity"), "ok");
        assertThat(service.ask("alice", "secret")).isInstanceOf(Found.class);
    }

    @Test
    void anotherBodyDoesNotMatter() {
        HttpDirectory unused = open(StatusBody.JSON);
        service.answers(200, Map.of("Content-Type", "text/html"), "ok");
        assertThat(service.ask("alice", "secret")).isInstanceOf(Found.class);
    }
}
