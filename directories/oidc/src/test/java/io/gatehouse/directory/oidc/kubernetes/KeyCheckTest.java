package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.policy.UndecidedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tokens when the issuer of the cluster changes, which nobody has configured. */
class KeyCheckTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey OTHER = TestKey.generate(SigningAlgorithm.ES256, "two");
    private static final String NEW = "https://new.example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ApiStub api = new ApiStub();
    private final AtomicLong ahead = new AtomicLong();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private KeyCheck check;

    @BeforeEach
    void start() {
        api.publish(ClusterToken.ISSUER, KEY);
        KubernetesSettings settings = TestClusters.settings(
                folder,
                TestClusters.NO_POD,
                "audiences: nats",
                "api_server: " + api.url().server());
        check = KeyCheck.start(
                settings,
                ApiServer.of(settings, HostResolver.of(settings.name())),
                InstantSource.system(),
                () -> System.nanoTime() + ahead.get(),
                new Noted());
        check.probe().block(PATIENCE);
    }

    @AfterEach
    void stop() {
        check.close();
        api.close();
    }

    /** So that the keys may be asked for again. */
    private void aWhileLater() {
        ahead.addAndGet(Duration.ofSeconds(11).toNanos());
    }

    private static ClusterAccountToken token(String issuer, TestKey key) {
        return Objects.requireNonNull(
                ClusterAccountToken.parse(new ClusterToken().with("iss", issuer).signed(key)));
    }

    private LookupResult ask(ClusterAccountToken token) {
        LookupResult now = check.now(token);
        return now == null
                ? Objects.requireNonNull(check.later(token, System.nanoTime() + PATIENCE.toNanos())
                        .block(PATIENCE))
                : now;
    }

    @Test
    void aTokenOfANewIssuerIsReasonToAskWhichItIs() {
        aWhileLater();
        api.publish(NEW, KEY);

        assertThat(ask(token(NEW, KEY))).isInstanceOf(Found.class);
        assertThat(check.now(token(NEW, KEY))).isInstanceOf(Found.class);
    }

    @Test
    void tokensOfTheIssuerBeforeAreTakenUntilTheyEnd() {
        long before = check.version();
        aWhileLater();
        api.publish(NEW, KEY);
        assertThat(ask(token(NEW, KEY))).isInstanceOf(Found.class);

        assertThat(check.now(token(ClusterToken.ISSUER, KEY))).isInstanceOf(Found.class);
        assertThat(check.version())
                .as("what was made of tokens by the issuers before holds no longer")
                .isGreaterThan(before);
    }

    /** Others would not get to see it, if its key counted first. */
    @Test
    void aTokenOfNobodysIssuerGoesOn() {
        assertThat(check.now(token(NEW, OTHER))).isEqualTo(NotMine.NOT_MINE);
        aWhileLater();

        assertThat(check.now(token(NEW, OTHER))).isNull();
        assertThat(ask(token(NEW, OTHER))).isEqualTo(NotMine.NOT_MINE);
        assertThat(check.now(token(NEW, OTHER)))
                .as("that was asked a moment ago")
                .isEqualTo(NotMine.NOT_MINE);
    }

    @Test
    void nothingIsDecidedWhileTheIssuerCannotBeAskedFor() {
        aWhileLater();
        api.reply(ApiServerKeys.DISCOVERY, 503, "");

        assertThatThrownBy(() -> ask(token(NEW, KEY))).isInstanceOf(UndecidedException.class);
        assertThatThrownBy(() -> ask(token(NEW, KEY))).isInstanceOf(UndecidedException.class);
        assertThat(ask(token(ClusterToken.ISSUER, KEY))).isInstanceOf(Found.class);
    }

    @Test
    void theServiceNotesThatKeysCannotBeAskedFor() {
        String server = api.url().server();
        assertThat(notes).containsExactly("the keys of " + server + " have not been fetched yet", "");
        aWhileLater();
        api.reply(ApiServerKeys.KEYS, 503, "");

        assertThatThrownBy(() -> ask(token(ClusterToken.ISSUER, OTHER))).isInstanceOf(UndecidedException.class);
        assertThat(notes)
                .hasSize(3)
                .last()
                .asString()
                .startsWith("the keys of " + server + " cannot be fetched: ")
                .endsWith("answered with HTTP status 503");
        api.publish(ClusterToken.ISSUER, KEY);
        await().until(() -> notes.size() == 4);
        assertThat(notes.get(3)).isEmpty();
    }

    @Test
    void anIssuerWithoutItsKeysIsNotLearnt() {
        long before = check.version();
        aWhileLater();
        api.publish(NEW, KEY);
        api.reply(ApiServerKeys.KEYS, 200, "{\"keys\":[]}");

        assertThatThrownBy(() -> ask(token(NEW, KEY))).isInstanceOf(UndecidedException.class);
        assertThat(check.now(token(NEW, KEY))).isNull();
        assertThat(check.version()).isEqualTo(before);
    }

    /** What the service notes; empty where all is well. */
    private final class Noted implements ReloadRecorder {
        @Override
        public void reloaded(int users) {}

        @Override
        public void reloadFailed() {}

        @Override
        public void followed() {
            notes.add("");
        }

        @Override
        public void notFollowed(String why) {
            notes.add(why);
        }
    }
}
