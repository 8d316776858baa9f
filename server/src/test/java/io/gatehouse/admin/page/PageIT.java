package io.gatehouse.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.admin.page.ExampleInstance.Answer;
import io.gatehouse.testbed.Chromium;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** The page for the person on call in a real browser, with states of an instance that is made up. */
@Timeout(300)
@Tag("heavy")
@NeedsTool("chromium-headless-shell")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PageIT {
    private static final int PHONE_WIDTH = 360;

    private Chromium browser;
    private ExampleInstance instance;
    private BrowserTab tab;

    @BeforeAll
    void start() throws IOException {
        browser = Chromium.start();
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    @BeforeEach
    void open() throws IOException {
        instance = new ExampleInstance(Examples.peace());
        tab = BrowserTab.open(browser);
    }

    /** An answer with an error is told by the browser as well; what else it tells would be a mistake of the page. */
    @AfterEach
    void close() {
        List<String> errors = tab.errors();
        List<String> requests = tab.requests();
        tab.close();
        instance.close();
        assertThat(errors).filteredOn(error -> !error.startsWith("network: ")).isEmpty();
        assertThat(requests)
                .isNotEmpty()
                .filteredOn(url -> !url.equals("about:blank"))
                .allMatch(url -> url.startsWith(instance.url()));
    }

    private void show(ObjectNode status) {
        instance.shows(status);
        tab.visit(instance.url());
        tab.awaitTrue("document.activeElement.id === 'token'");
        enter(ExampleInstance.TOKEN);
        tab.awaitTrue("!document.querySelector('#board').hidden");
    }

    private void enter(String token) {
        tab.evaluate("document.querySelector('#token').select()");
        tab.type(token);
        tab.press("Enter");
    }

    @Test
    void wantsTheTokenAndKeepsItForTheTabAlone() {
        tab.visit(instance.url());
        tab.awaitText("#headline", "Enter the token to see the state");
        tab.awaitTrue("document.activeElement.id === 'token'");

        enter("another-token-for-the-page");
        tab.awaitText("#entry-error", "Wrong token.");
        assertThat(tab.isTrue("sessionStorage.length === 0")).isTrue();

        enter("two words");
        tab.awaitText("#entry-error", "A token consists of ASCII characters, without spaces.");

        enter(ExampleInstance.TOKEN);
        tab.awaitTrue("!document.querySelector('#board').hidden");
        assertThat(tab.isTrue("document.querySelector('#entry').hidden")).isTrue();
        assertThat(tab.isTrue("localStorage.length === 0 && document.cookie === ''"))
                .isTrue();
        assertThat(tab.requests()).noneMatch(url -> url.contains("token"));

        tab.click("#forget");
        tab.awaitText("#entry-error", "The token was removed.");
        assertThat(tab.isTrue("sessionStorage.length === 0")).isTrue();
        assertThat(tab.text("main")).doesNotContain("nina");
    }

    @Test
    void aTokenThatIsTakenNoMoreIsAskedForAgain() {
        show(Examples.peace());

        instance.answers(Answer.text(401, "Send the token."));

        tab.awaitText("#entry-error", "Wrong token.");
        assertThat(tab.text("main")).doesNotContain("nina");
    }

    @Test
    void saysThatNoTokenIsConfigured() {
        instance.answers(Answer.text(403, "Admin requests need a token, and none is configured."));
        tab.visit(instance.url());
        tab.awaitTrue("document.activeElement.id === 'token'");

        enter(ExampleInstance.TOKEN);

        tab.awaitText("#entry-error", "Admin requests need a token, and none is configured.");
    }

    @Test
    void tellsPeaceInOneLine() {
        show(Examples.peace());

        tab.awaitText("#headline", "Serving logins");
        assertThat(tab.text("#state-since")).isEqualTo("Serving since 2026-11-26 23:30:05, for 3 d 3 h");
        assertThat(tab.text("#problems")).isEmpty();
        assertThat(tab.text("#tiles")).contains("14 per second", "0.4 ms", "3.1 ms");
        assertThat(tab.text("#directory-list")).contains("users file", "healthy", "214 users");
        assertThat(tab.text("#session-count")).isEqualTo("5,123 sessions on 3 servers.");
        assertThat(tab.text("#expiry"))
                .contains("nats.creds", "ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA");
        assertThat(tab.evaluate("document.title").asString()).isEqualTo("✓ Serving logins · Gatehouse");
    }

    @Test
    void tellsAStorm() {
        show(Examples.storm());

        tab.awaitText("#headline", "Serving, but overloaded");
        assertThat(tab.text("#problems"))
                .contains(
                        "23,313 logins got no answer in the last minute, because more arrived",
                        "188 logins got no answer");
        assertThat(tab.text("#reasons")).contains("shed more requests than can be answered in time");
        assertThat(tab.text("#refusal-list"))
                .contains("no answer, 391 requests", "otto", "staff: no answer within 1 s");
    }

    @Test
    void tellsWhyNobodyIsServed() {
        show(Examples.outage());

        tab.awaitText("#headline", "Not serving: no connection to NATS");
        assertThat(tab.text("#problems"))
                .contains(
                        "The connection to NATS is lost; reconnecting. For 1 min.",
                        "do not restart it",
                        "Directory staff: no answer for 40 s: connection refused. For 4",
                        "nats.creds expires on 2026-12-05",
                        "Replace it. No restart is needed.");
        assertThat(tab.text("#directory-list")).contains("failing for 4", "not used at the moment");
        assertThat(tab.text("#session-count")).isEqualTo("Sessions unknown: no server answers.");
        assertThat(tab.isTrue("document.querySelector('#state').getBoundingClientRect().top < 120"))
                .isTrue();
    }

    @Test
    void isLiveAndAsksForWhatIsNew() {
        ObjectNode status = Examples.peace();
        show(status);
        tab.awaitTrue("document.querySelectorAll('#plots canvas').length === 3");

        instance.shows(Examples.secondLater(status, 77));

        tab.awaitText("#plots .legend", "accepted 77");
        tab.awaitText("#freshness", "03:12:06");
        await().until(() -> instance.asked().contains("since=1796008326"));
        assertThat(instance.asked()).startsWith("", "since=1796008325");
    }

    @Test
    void asksNothingWhilePausedOrHidden() {
        show(Examples.peace());

        tab.click("#pause");
        tab.awaitText("#freshness", "Paused");
        assertThatNothingIsAsked();
        tab.click("#pause");
        tab.awaitText("#freshness", "As of");

        visibility("hidden");
        assertThatNothingIsAsked();
        int before = instance.asked().size();
        visibility("visible");
        await().until(() -> instance.asked().size() > before);
    }

    private void visibility(String state) {
        tab.evaluate("Object.defineProperty(document, 'visibilityState', {value: '" + state + "', configurable: true});"
                + " document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** For longer than the page waits between two requests, by its own clock. */
    private void assertThatNothingIsAsked() {
        tab.evaluate("new Promise(over => setTimeout(over, 1000))");
        int before = instance.asked().size();
        tab.evaluate("new Promise(over => setTimeout(over, 1300))");
        assertThat(instance.asked()).hasSize(before);
    }

    @Test
    void keepsTheLastValuesGreyedWhileThereIsNoNews() throws IOException {
        show(Examples.peace());
        tab.awaitText("#tiles", "14 per second");

        instance.stop();

        tab.awaitText("#headline", "No news from Gatehouse");
        assertThat(tab.text("#state-since"))
                .matches("No news since \\d\\d:\\d\\d:\\d\\d, for \\d+ s\\. It does not respond\\..*");
        assertThat(tab.text("#last-words")).isEqualTo("The last answer said: Serving logins.");
        assertThat(tab.text("#tiles")).contains("14 per second");
        assertThat(tab.isTrue("document.body.classList.contains('stale')")).isTrue();

        instance.begin();

        tab.awaitText("#headline", "Serving logins");
        assertThat(tab.isTrue("document.body.classList.contains('stale')")).isFalse();
        assertThat(tab.text("#last-words")).isEmpty();
    }

    @Test
    void isNotMisledByAnswersThatAreNoNews() {
        show(Examples.peace());

        instance.answers(Answer.json(503, "{\"status\":\"starting\"}"));
        tab.awaitText("#headline", "Starting");

        instance.answers(Answer.text(500, "A mistake in Gatehouse: the log says more."));
        tab.awaitText("#state-since", "A mistake in Gatehouse: the log says more.");

        instance.answers(null);
        tab.awaitText("#headline", "Serving logins");
        int before = instance.asked().size();
        instance.answers(Answer.text(429, "Too many admin requests: try again in a second."));
        await().until(() -> instance.asked().size() > before);
        assertThat(tab.text("#headline")).contains("Serving logins");
        assertThat(tab.isTrue("document.body.classList.contains('stale')")).isFalse();

        tab.awaitText("#headline", "No news from Gatehouse");
        tab.awaitText("#state-since", "Too many admin requests");
        instance.answers(null);
        tab.awaitText("#headline", "Serving logins");
    }

    @Test
    void nothingOfTheServerBecomesHtml() {
        show(Examples.peace());

        assertThat(tab.text("#refusal-list")).contains("<img src=x onerror=");
        assertThat(tab.isTrue("document.querySelectorAll('main img, main script').length === 0"))
                .isTrue();
        tab.evaluate("[...document.querySelectorAll('#refusal-list button')].at(-1).click()");
        tab.awaitText("#search-outcome", "knows <img src=x onerror=");
        assertThat(tab.isTrue("document.images.length === 0 && document.title !== 'taken'"))
                .isTrue();
    }

    @Test
    void findsAUserWithRightsAndSessions() {
        show(Examples.peace());

        tab.click("#refusal-list button");

        tab.awaitText("#search-outcome", "1 directory knows nina. 2 sessions are open.");
        assertThat(tab.text("#search-result"))
                .contains(
                        "would be accepted",
                        "APP1",
                        "a.>",
                        "all subjects",
                        "Rule ops holds",
                        "Rule night does not hold: hours")
                .contains("can only be checked with credentials", "10.0.0.7:5123", "for 13 min");

        tab.click("#search-result button.danger");
        tab.awaitTrue("document.querySelector('#confirm').open");
        tab.press("Escape");
        tab.awaitTrue("!document.querySelector('#confirm').open");
        assertThat(instance.posted()).isEmpty();

        tab.click("#search-result button.danger");
        tab.click("#confirm button[value=yes]");
        tab.awaitText("#search-outcome", "2 sessions were closed, 0 could not be closed; 3 of 3 servers responded.");
        assertThat(tab.isTrue("document.activeElement.id === 'search-user'")).isTrue();
        assertThat(instance.posted()).containsExactly("{\"user\":\"nina\"}");
    }

    @Test
    void saysOfWhomNothingWouldBeAnswered() {
        show(Examples.peace());
        tab.click("#search-user");
        tab.type("silent");
        tab.press("Enter");

        tab.awaitText("#search-result", "would get no answer");
    }

    @Test
    void goesOnWhenTheClockWasSetBack() {
        ObjectNode status = Examples.peace();
        show(status);
        tab.awaitTrue("document.querySelectorAll('#plots canvas').length === 3");

        instance.shows(Examples.hourBack(status, 88));

        tab.awaitText("#plots .legend", "accepted 88");
    }

    @Test
    void explainsALoginAndForgetsThePassword() {
        show(Examples.peace());
        tab.click("#explain summary");
        tab.click("#explain-user");
        tab.type("nina");
        tab.click("#explain-password");
        tab.type("n1");

        tab.press("Enter");

        tab.awaitText("#explain-text", "reason bad_credentials");
        assertThat(instance.posted()).containsExactly("{\"format\":\"text\",\"user\":\"nina\",\"password\":\"n1\"}");
        assertThat(tab.isTrue("document.querySelector('#explain-password').value === ''"))
                .isTrue();
    }

    @Test
    void masksWhatMayBeSecret() {
        show(Examples.peace());
        tab.click("#configuration summary");

        tab.awaitText("#configuration-list", "directories.staff.bind.password •••••• (hidden) gatehouse.yaml:31");
        tab.click("#configuration-filter");
        tab.type("budget");
        tab.awaitTrue("document.querySelectorAll('#configuration-list tbody tr').length === 1");
        assertThat(tab.text("#configuration-list")).contains("callout.budget", "1s", "gatehouse.yaml:12");
    }

    @Test
    void isUsedByKeyboardAlone() {
        show(Examples.peace());
        tab.visit(instance.url());
        tab.awaitTrue("!document.querySelector('#board').hidden");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 30 && !reached.contains("SUMMARY Keys and values"); i++) {
            tab.press("Tab");
            reached.add(tab.evaluate("(document.activeElement.id || document.activeElement.tagName + ' '"
                            + " + document.activeElement.textContent)")
                    .asString());
            assertThat(tab.isTrue("document.activeElement === document.body"
                            + " || getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
                    .as("the focus on %s is seen", reached)
                    .isTrue();
        }
        assertThat(reached)
                .contains("A Skip to the state", "pause", "forget", "A Directories", "BUTTON nina", "search-user");
        assertThat(reached).endsWith("SUMMARY Keys and values");

        tab.press("Enter");
        tab.awaitTrue("document.querySelector('#configuration details').open");
    }

    @Test
    void fitsAPhone() {
        tab.resize(PHONE_WIDTH, 740, true);
        for (ObjectNode status : List.of(Examples.peace(), Examples.storm(), Examples.outage())) {
            instance.shows(status);
            tab.visit(instance.url());
            tab.awaitTrue("!document.querySelector('#entry').hidden || !document.querySelector('#board').hidden");
            if (tab.isTrue("document.activeElement.id === 'token'")) {
                enter(ExampleInstance.TOKEN);
            }
            tab.awaitTrue("document.querySelectorAll('#plots canvas').length === 3");
            tab.click("#configuration summary");
            assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(PHONE_WIDTH);
            assertThat(tab.isTrue("document.querySelector('#headline').getBoundingClientRect().bottom + scrollY < 740"))
                    .isTrue();
        }
    }
}
