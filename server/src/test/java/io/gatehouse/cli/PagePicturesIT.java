package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.admin.page.Accessibility;
import io.gatehouse.admin.page.BrowserTab;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.Chromium;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The page in peace, in a storm and in outages that really happen: real logins on a real nats-server, more of them than passwords can
 * be hashed, a directory whose backend stops, a nats-server that stops. What the page says is right each time, and axe-core finds
 * nothing. With {@code -Dgatehouse.docs.write} the pictures of the guide are taken.
 */
@Tag("full")
@Timeout(1800)
@AgainstNatsServer
@NeedsTool("chromium-headless-shell")
@SuppressWarnings("try") // closing may be interrupted
class PagePicturesIT {
    private static final Path IMAGES = Path.of("..", "docs", "images");
    private static final Path GUIDE = Path.of("..", "docs", "guides", "on-call.md");
    private static final int MOST_BYTES = 150_000;

    private static final String TOKEN = "a-token-for-pictures";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final int SENSORS = 500;

    /** Sensors have hashes that take a thread a tenth of a second or so, and there is one thread. */
    private static final int COST = 11;

    /** Ways in which somebody sees the page. */
    enum Look {
        LIGHT(false, false),
        DARK(true, false),
        PHONE(true, true);

        private final boolean dark;
        private final boolean phone;

        Look(boolean dark, boolean phone) {
            this.dark = dark;
            this.phone = phone;
        }

        void on(BrowserTab tab) {
            tab.dark(dark);
            tab.resize(phone ? 390 : 1120, phone ? 844 : 960, phone);
            tab.evaluate("scrollTo(0, 0)");
            tab.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))");
        }
    }

    private static String users() {
        String quick = user(PasswordHashing.bcrypt(CountedWebService.PASSWORD, 4));
        String slow = user(PasswordHashing.bcrypt(CountedWebService.PASSWORD, COST));
        String devices = named("device-", 20, quick);
        return "{" + devices + "," + named("sensor-", SENSORS, slow) + ",\"laptop-7\": "
                + quick.replace("}", ", \"disabled\": true}") + "}";
    }

    private static String user(String hash) {
        return "{\"pass\": \"" + hash + "\", \"account\": \"APP1\"}";
    }

    private static String named(String prefix, int count, String user) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + prefix + i + "\": " + user)
                .collect(Collectors.joining(","));
    }

    @Test
    void showsWhatHappens() throws Exception {
        try (CountedWebService partners = new CountedWebService();
                Stage stage = stage(partners).openWithoutService();
                Chromium browser = Chromium.start();
                BrowserTab tab = BrowserTab.open(browser)) {
            Service service = stage.startService();
            enter(tab, "http://" + Pages.ofAdmin(service).address() + "/");
            try (QuietDay day = new QuietDay(stage.server().port())) {
                peace(tab, day);
                storm(tab, stage);
                directoryFails(tab, partners);
                serverIsGone(tab, stage);
            }
            stage.stop(service);
            noNews(tab);
            assertThat(tab.errors())
                    .filteredOn(error -> !error.startsWith("network: "))
                    .isEmpty();
        }
    }

    /** Partners are known by a web service, everybody else by a file. */
    private static Stage.Builder stage(CountedWebService partners) {
        return Stage.config()
                .users(users())
                .set("instance", "gate-1")
                .set("passwords.threads", "1")
                .set("directories.partners.type", "http")
                .set("directories.partners.url", partners.url())
                .set("directories.partners.match.user", "partner-*")
                .set("directories.partners.cache.ttl", "1s")
                .set("callout.directory_order", "partners,users")
                .set("http.listen", "127.0.0.1:0")
                .admin(TOKEN);
    }

    private static void enter(BrowserTab tab, String url) {
        tab.visit(url);
        tab.click("#token");
        tab.type(TOKEN);
        tab.press("Enter");
        tab.awaitTrue("document.querySelectorAll('#plots canvas').length === 3");
    }

    private static void peace(BrowserTab tab, QuietDay day) throws IOException {
        until("a minute and more to be seen", () -> day.letIn() > 600);
        untilText(tab, "#headline", "Serving logins");

        assertThat(tab.text("#problems")).isEmpty();
        assertThat(tab.text("#tiles")).containsPattern("Accepted [1-9]").contains("No answer 0");
        assertThat(tab.text("#directory-list")).contains("partners http healthy", "users file healthy");
        assertThat(tab.text("#refusal-list")).contains("bad_credentials", "disabled", "laptop-7");
        see(tab, "peace");
    }

    private static void storm(BrowserTab tab, Stage stage) throws Exception {
        try (ReconnectStorm storm = new ReconnectStorm(stage.server().port(), SENSORS)) {
            until("some sensors are in", () -> isUnderWay(storm));
            untilText(tab, "#headline", "Serving, but overloaded");

            assertThat(tab.text("#problems")).containsPattern("Overloaded: [0-9,]+ logins got no answer");
            assertThat(tab.text("#tiles")).containsPattern("No answer [1-9].*, [1-9][0-9,.]* shed");
            assertThat(tab.text("#tiles")).containsPattern("Accepted [1-9]");
            assertThat(tab.text("#reasons")).contains("hashing_");
            assertThat(tab.text("#refusal-list")).contains("no answer", "sensor-");
            see(tab, "storm");
        }
        untilText(tab, "#headline", "Serving logins");
    }

    /** Where few are let in, because hashes take long, many have tried. */
    private static boolean isUnderWay(ReconnectStorm storm) {
        return storm.letIn() > SENSORS / 4 || (storm.letIn() > SENSORS / 20 && storm.tries() > 6 * SENSORS);
    }

    private static void directoryFails(BrowserTab tab, CountedWebService partners) throws Exception {
        partners.stop();
        until("partners get no answer", () -> isUnanswered(tab, 15));
        untilText(tab, "#headline", "Serving, but directory partners is failing");

        assertThat(tab.text("#problems")).containsPattern("Directory partners: (?!cannot answer).*\\. For [0-9]");
        assertThat(tab.text("#directory-list")).contains("partners http failing for", "users file healthy");
        assertThat(tab.text("#refusal-list")).contains("undecided", "partner-");
        see(tab, "directory");
        partners.begin();
        untilText(tab, "#directory-list", "partners http healthy");
    }

    /** Whether the page counts so many requests without an answer that a directory did not decide. */
    private static boolean isUnanswered(BrowserTab tab, int number) {
        return Pattern.compile("undecided .*? ([0-9,]+) ")
                .matcher(tab.text("#reasons"))
                .results()
                .anyMatch(found -> Integer.parseInt(found.group(1).replace(",", "")) >= number);
    }

    private static void serverIsGone(BrowserTab tab, Stage stage) throws IOException {
        stage.server().stop();
        untilText(tab, "#headline", "Not serving: no connection to NATS");
        Pattern aWhile = Pattern.compile("For ([1-9][0-9] s|[0-9]+ min)");
        until("a while", () -> aWhile.matcher(tab.text("#problems")).find());

        assertThat(tab.text("#problems"))
                .contains("The connection to NATS is lost; reconnecting. For", "do not restart it")
                .doesNotContain("permissions");
        see(tab, "outage");
        stage.server().restart();
        untilText(tab, "#state-since", "Serving since");
    }

    private static void noNews(BrowserTab tab) throws IOException {
        untilText(tab, "#headline", "No news from Gatehouse");

        assertThat(tab.text("#last-words")).contains("Serving");
        see(tab, "no-news");
    }

    private static void until(String what, Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollInterval(PAUSE).until(condition);
    }

    private static void untilText(BrowserTab tab, String selector, String part) {
        await(part).atMost(PATIENCE).pollInterval(PAUSE).until(() -> tab.text(selector), text -> text.contains(part));
    }

    private static void see(BrowserTab tab, String state) throws IOException {
        for (Look look : Look.values()) {
            look.on(tab);
            takePicture(tab, state, look);
            assertThat(Accessibility.violations(tab)).as("%s %s", state, look).isEmpty();
        }
        Look.LIGHT.on(tab);
    }

    private static void takePicture(BrowserTab tab, String state, Look look) throws IOException {
        byte[] picture = tab.picture();
        assertThat(picture).startsWith(0x89, 'P', 'N', 'G');
        String name = "on-call-" + state + "-" + look.name().toLowerCase(Locale.ROOT) + ".png";
        if (System.getProperty("gatehouse.docs.write") != null
                && Files.readString(GUIDE).contains(name)) {
            byte[] small = packed(picture);
            Files.write(IMAGES.resolve(name), small);
            assertThat(small.length).as(name).isLessThan(MOST_BYTES);
        }
    }

    /** The same picture in fewer bytes: the browser packs it quickly. */
    private static byte[] packed(byte[] picture) throws IOException {
        BufferedImage from = ImageIO.read(new ByteArrayInputStream(picture));
        BufferedImage opaque = new BufferedImage(from.getWidth(), from.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(from, 0, 0, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(0);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(packed)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque, null, null), how);
        } finally {
            writer.dispose();
        }
        return packed.toByteArray();
    }
}
