package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.EveryDirectory.Named;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type of directory in one configuration, each with its real backend, and real clients through all of them at once. */
@AgainstNatsServer
@NeedsTool({"slapd", "postgres", "oidc-provider"})
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class EveryDirectoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 5;

    @TempDir
    private static Path folder;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static EveryDirectory directories;
    private static Stage stage;
    private static Pages pages;

    @BeforeAll
    static void start() throws Exception {
        directories = EveryDirectory.in(folder);
        stage = directories.stage().openWithoutService();
        EveryDirectory.fill(stage);
        stage.startService();
        pages = Pages.of(stage.service());
        await().atMost(PATIENCE).until(() -> !pages.get("/readyz").body().contains("directory "));
        await().atMost(PATIENCE).until(() -> isLetIn(Named.SSO));
    }

    @AfterAll
    static void stop() {
        stage.close();
        directories.close();
        THREADS.shutdownNow();
    }

    private static boolean isLetIn(Named directory) throws Exception {
        try {
            directories.logIn(stage, directory).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Tries again where it was not answered, as clients do: a machine that is busy makes some too late. */
    private static void logIn(Named directory) {
        await().atMost(PATIENCE).until(() -> isLetIn(directory));
    }

    /** Does it for each at once, and waits for all. */
    private static void atOnce(Set<Named> some, Work work) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (Named each : some) {
            all.add(THREADS.submit((Callable<?>) () -> {
                for (int i = 0; i < ROUNDS; i++) {
                    work.with(each);
                }
                return each;
            }));
        }
        for (Future<?> one : all) {
            one.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** What is done with a directory. */
    private interface Work {
        void with(Named directory) throws Exception;
    }

    /** With the account and the rights that its directory gives, and no others. */
    @Test
    void eachLetsItsClientsInAtTheSameTime() throws Exception {
        atOnce(EnumSet.allOf(Named.class), EveryDirectoryIT::logIn);
    }

    @Test
    void whoIsWrongIsRefusedByEach() throws Exception {
        atOnce(EnumSet.allOf(Named.class), each -> Refusal.of(directories.stranger(stage, each)));
    }

    /** Who had to wait for another's backend would not be let in: nats-server waits for two seconds. */
    @ParameterizedTest
    @EnumSource(names = {"PEOPLE", "STAFF", "WEB"})
    void oneThatIsDownKeepsNobodyElseOut(Named down) throws Exception {
        Set<Named> others = EnumSet.complementOf(EnumSet.of(down));
        if (down == Named.WEB) {
            others.remove(Named.MACHINES);
        }
        long refused = stage.service().counters().denials();
        directories.stop(down);
        try {
            Future<Boolean> inVain = THREADS.submit(() -> isLetIn(down));
            atOnce(others, EveryDirectoryIT::logIn);
            assertThat(inVain.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isFalse();
            await().atMost(PATIENCE).until(() -> !isLetIn(down) && isNoted(down));
            atOnce(others, EveryDirectoryIT::logIn);
            assertThat(stage.service().counters().denials())
                    .as("nobody is refused by an outage")
                    .isEqualTo(refused);
        } finally {
            directories.begin(down);
        }
        await().atMost(PATIENCE).until(() -> isLetIn(down));
        await().atMost(PATIENCE).until(() -> !isNoted(down));
    }

    private static boolean isNoted(Named directory) throws Exception {
        return pages.get("/readyz").body().contains("\"directory " + directory.word() + "\"");
    }

    /** The one directory whose backend is not asked about logins; it is not started again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void tokensAreVerifiedByKeysThatAreKnown() throws Exception {
        var client = directories.client(stage, Named.SSO);
        directories.stop(Named.SSO);
        try (Client alice = new Client(client)) {
            alice.says(Named.SSO.subject());
        }
    }
}
