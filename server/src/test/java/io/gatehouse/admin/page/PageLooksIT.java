package io.gatehouse.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.Chromium;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** The page in each state, made up: axe-core finds nothing that keeps somebody from reading or using it. */
@Timeout(300)
@Tag("heavy")
@NeedsTool("chromium-headless-shell")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PageLooksIT {
    private Chromium browser;
    private ExampleInstance instance;
    private BrowserTab tab;

    /** Ways in which somebody sees the page. */
    enum Look {
        PEACE(false, false),
        STORM(false, false),
        STORM_DARK(true, false),
        OUTAGE(true, false),
        OUTAGE_PHONE(true, true),
        NO_NEWS(false, false),
        NO_NEWS_DARK(true, true),
        ENTRY(false, true);

        private final boolean dark;
        private final boolean phone;

        Look(boolean dark, boolean phone) {
            this.dark = dark;
            this.phone = phone;
        }

        ObjectNode status() {
            return switch (this) {
                case PEACE, NO_NEWS -> Examples.peace();
                case STORM, STORM_DARK, NO_NEWS_DARK -> Examples.storm();
                case OUTAGE, OUTAGE_PHONE, ENTRY -> Examples.outage();
            };
        }

        boolean hasNews() {
            return this != NO_NEWS && this != NO_NEWS_DARK;
        }
    }

    @BeforeAll
    void start() throws IOException {
        browser = Chromium.start();
        instance = new ExampleInstance(Examples.peace());
        tab = BrowserTab.open(browser);
    }

    @AfterAll
    void stop() {
        tab.close();
        instance.close();
        browser.close();
    }

    @ParameterizedTest
    @EnumSource
    void isAccessible(Look look) throws IOException {
        show(look);

        assertThat(Accessibility.violations(tab)).isEmpty();
        if (!look.hasNews()) {
            instance.begin();
        }
    }

    /** With an explanation, and with the question whether the sessions are to be closed. */
    @ParameterizedTest
    @EnumSource(names = {"PEACE", "STORM_DARK", "OUTAGE_PHONE"})
    void whatIsKnownOfAUserIsAccessible(Look look) throws IOException {
        show(look);
        tab.click("#search-user");
        tab.type("nina");
        tab.press("Enter");
        tab.awaitText("#search-outcome", "2 sessions are open.");
        tab.click("#explain summary");
        tab.click("#explain-password");
        tab.type("n1");
        tab.press("Enter");
        tab.awaitText("#explain-text", "bad_credentials");
        assertThat(Accessibility.violations(tab)).isEmpty();
        assertThat(tab.isTrue("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is wider than the screen")
                .isTrue();

        tab.click("#search-result button.danger");
        tab.awaitTrue("document.querySelector('#confirm').open");
        assertThat(Accessibility.violations(tab)).isEmpty();
    }

    private void show(Look look) throws IOException {
        instance.shows(look.status());
        tab.resize(look.phone ? 390 : 1280, look.phone ? 844 : 900, look.phone);
        tab.dark(look.dark);
        tab.visit(instance.url());
        tab.evaluate(
                look == Look.ENTRY
                        ? "sessionStorage.clear()"
                        : "sessionStorage.setItem('gatehouse.admin_token', '" + ExampleInstance.TOKEN + "')");
        tab.visit(instance.url());
        if (look == Look.ENTRY) {
            tab.awaitText("#headline", "Enter the token to see the state");
            return;
        }
        tab.awaitTrue("document.querySelectorAll('#plots canvas').length === 3");
        if (!look.hasNews()) {
            instance.stop();
            tab.awaitText("#headline", "No news from Gatehouse");
        }
    }
}
