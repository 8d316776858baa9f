package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.page.BrowserTab;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.Chromium;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.nats.client.Connection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page for the person on call, as a browser shows it while real users log in and a real nats-server goes and comes back. */
@Timeout(300)
@Tag("heavy")
@AgainstNatsServer
@NeedsTool("chromium-headless-shell")
@SuppressWarnings("try") // closing may be interrupted
class OnCallPageIT {
    private static final String TOKEN = "a-token-for-tests";

    @Test
    void tellsWhatBecomesOfLoginsAndOfTheServers() throws Exception {
        try (Chromium browser = Chromium.start();
                Stage stage = Stage.config()
                        .set("http.listen", "127.0.0.1:0")
                        .admin(TOKEN)
                        .openWithoutService();
                BrowserTab tab = BrowserTab.open(browser)) {
            Service service = stage.startService();
            enter(tab, "http://" + Pages.ofAdmin(service).address() + "/");

            logIn(stage);
            findsTheUser(tab);
            followsTheServer(stage, tab);
            stage.stop(service);
            tab.awaitText("#headline", "No news from Gatehouse");
            // The page may have asked once more while the service was stopping.
            assertThat(tab.text("#last-words"))
                    .matches("The last answer said: (Serving logins|Not serving: shutting down)\\.");

            assertThat(tab.errors())
                    .filteredOn(error -> !error.startsWith("network: "))
                    .isEmpty();
        }
    }

    private static void enter(BrowserTab tab, String url) {
        tab.visit(url);
        tab.awaitText("#headline", "Enter the token to see the state");
        tab.click("#token");
        tab.type(TOKEN + "-of-another");
        tab.press("Enter");
        tab.awaitText("#entry-error", "Wrong token.");
        tab.click("#token");
        tab.type(TOKEN);
        tab.press("Enter");
        tab.awaitText("#headline", "Serving logins");
        tab.awaitText("#about", "nats-server");
        tab.awaitText("#directory-list", "healthy");
        tab.awaitText("#session-count", "live revocation is not configured");
    }

    private static void logIn(Stage stage) throws Exception {
        try (Connection alice = stage.connect("alice", "alice")) {
            assertThat(alice.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
        stage.assertRefused(stage.as("alice", "wrong"));
    }

    private static void findsTheUser(BrowserTab tab) {
        tab.awaitText("#refusal-list", "bad_credentials unknown user, or wrong password or token");
        tab.awaitText("#reasons", "bad_credentials");
        tab.click("#refusal-list button");
        tab.awaitText("#search-outcome", "1 directory knows alice.");
        assertThat(tab.text("#search-result")).contains("would be accepted", "APP1");

        tab.click("#explain summary");
        tab.click("#explain-password");
        tab.type("wrong");
        tab.press("Enter");
        tab.awaitText("#explain-text", "bad_credentials");
        tab.click("#configuration summary");
        tab.awaitText("#configuration-list", "http.admin_token •••••• (hidden)");
    }

    private static void followsTheServer(Stage stage, BrowserTab tab) {
        stage.server().stop();
        tab.awaitText("#headline", "Not serving: no connection to NATS");
        tab.awaitText("#problems", "The connection to NATS is lost");
        stage.server().restart();
        tab.awaitText("#headline", "Serving logins");
    }
}
