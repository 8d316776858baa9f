package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.EveryDirectory.Named;
import io.nats.client.Options;
import java.io.IOException;
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
import java.util.function.UnaryOperator;

/** A service with {@link EveryDirectory}, and clients that log in through all of them at once. */
record EveryDirectoryStage(EveryDirectory directories, Stage stage, ExecutorService threads) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** As long as nats-server waits for an answer, and a little: the client library waits for all of its time where there is none. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final int ROUNDS = 5;

    /** Starts the service; all of it can be asked when this returns. */
    static EveryDirectoryStage start(EveryDirectory directories) throws Exception {
        return start(directories, builder -> builder);
    }

    /** The same with a stage that is built in another way. */
    static EveryDirectoryStage start(EveryDirectory directories, UnaryOperator<Stage.Builder> other) throws Exception {
        Stage stage = other.apply(directories.stage()).openWithoutService();
        EveryDirectory.fill(stage);
        stage.startService();
        EveryDirectoryStage started = new EveryDirectoryStage(directories, stage, Executors.newCachedThreadPool());
        await().atMost(PATIENCE).until(() -> !started.readiness().contains("directory "));
        await().atMost(PATIENCE).until(() -> started.isLetIn(Named.SSO));
        return started;
    }

    private String readiness() throws Exception {
        return Pages.of(stage.service()).get("/readyz").body();
    }

    private boolean isNoted(Named directory) throws Exception {
        return readiness().contains("\"directory " + directory.word() + "\"");
    }

    private boolean isLetIn(Named directory) throws Exception {
        return isLetIn(directories.client(stage, directory), directory);
    }

    private static boolean isLetIn(Options.Builder client, Named directory) throws Exception {
        try {
            EveryDirectory.logIn(client.connectionTimeout(SHORT), directory).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Tries again where it was not answered, as clients do: a machine that is busy makes some too late. */
    void logIn(Named directory) {
        await().atMost(PATIENCE).until(() -> isLetIn(directory));
    }

    /** The same with a token of {@link Named#SSO} that is no JWT. */
    void logInByAnOpaqueToken() {
        await().atMost(PATIENCE).until(() -> isLetIn(directories.opaqueClient(stage), Named.SSO));
    }

    void assertRefusesStranger(Named directory) throws Exception {
        Refusal.of(directories.stranger(stage, directory));
    }

    /** Does it for each at once, and waits for all. */
    void atOnce(Set<Named> some, Work work) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (Named each : some) {
            all.add(threads.submit((Callable<?>) () -> {
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
    @FunctionalInterface
    interface Work {
        void with(Named directory) throws Exception;
    }

    /** Asserts that all others let their clients in while the backend of some is away, and that nobody is refused by that. */
    void assertOthersAreServedWithout(Named down, Named... that) throws Exception {
        Set<Named> others = EnumSet.copyOf(directories.named());
        others.remove(down);
        others.removeAll(List.of(that));
        long refused = stage.service().counters().denials();
        directories.stop(down);
        try {
            Future<Boolean> inVain = threads.submit(() -> isLetIn(down));
            atOnce(others, this::logIn);
            assertThat(inVain.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isFalse();
            await().atMost(PATIENCE).until(() -> !isLetIn(down) && isNoted(down));
            atOnce(others, this::logIn);
            assertThat(stage.service().counters().denials())
                    .as("nobody is refused by an outage")
                    .isEqualTo(refused);
        } finally {
            directories.begin(down);
        }
        await().atMost(PATIENCE).until(() -> isLetIn(down));
        await().atMost(PATIENCE).until(() -> !isNoted(down));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        stage.close();
        directories.close();
    }
}
