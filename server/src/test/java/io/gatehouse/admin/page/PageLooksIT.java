package io.gatehouse.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.Chromium;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the page looks like in each state: axe-core finds nothing that keeps somebody from reading or using it. With {@code
 * -Dgatehouse.docs.write} the pictures of the guide are taken.
 */
@Timeout(120)
@Tag("heavy")
@NeedsTool("chromium-headless-shell")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PageLooksIT {
    private static final Path IMAGES = Path.of("..", "docs", "images");

    private static final Path GUIDE = Path.of("..", "docs", "guides", "on-call.md");

    private Chromium browser;
    private ExampleInstance instance;
    private BrowserTab tab;
    private String axe;

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

        Path file() {
            return IMAGES.resolve("on-call-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png");
        }
    }

    @BeforeAll
    void start() throws IOException {
        browser = Chromium.start();
        instance = new ExampleInstance(Examples.peace());
        tab = BrowserTab.open(browser);
        try (InputStream source = Objects.requireNonNull(PageLooksIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
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
        takePicture(look);
        tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)");

        assertThat(violations()).isEmpty();
        if (!look.hasNews()) {
            instance.begin();
        }
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
            tab.awaitText("#headline", "Not serving");
            return;
        }
        tab.awaitTrue("document.querySelectorAll('#plots canvas').length === 3");
        if (!look.hasNews()) {
            instance.stop();
            tab.awaitText("#headline", "No news from Gatehouse");
        }
    }

    /** What axe-core finds, with the places. */
    private List<String> violations() {
        tab.evaluate(axe + "; true");
        JsonNode found = tab.evaluate("axe.run(document, {resultTypes: ['violations']}).then(results =>"
                + " results.violations.map(rule => rule.id + ': ' + rule.help + ' '"
                + " + rule.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))");
        List<String> violations = new ArrayList<>();
        found.forEach(violation -> violations.add(violation.asString("")));
        return violations;
    }

    private void takePicture(Look look) throws IOException {
        byte[] picture = tab.picture();
        assertThat(picture).startsWith(0x89, 'P', 'N', 'G');
        if (System.getProperty("gatehouse.docs.write") != null
                && Files.readString(GUIDE).contains(look.file().getFileName().toString())) {
            Files.write(look.file(), picture);
        }
    }
}
