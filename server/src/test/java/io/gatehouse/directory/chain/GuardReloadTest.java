package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.guard.backend.BackendGuard;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is known of a backend when the configuration changes, and what is said of it. */
class GuardReloadTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final GuardSettings OTHER = new GuardSettings(
            GuardSettings.DEFAULT.failureRate(),
            GuardSettings.DEFAULT.window() + 1,
            GuardSettings.DEFAULT.minimum(),
            GuardSettings.DEFAULT.probeInterval(),
            GuardSettings.DEFAULT.probeTimeout(),
            GuardSettings.DEFAULT.maxProbeInterval(),
            GuardSettings.DEFAULT.retries(),
            GuardSettings.DEFAULT.failureTtl(),
            GuardSettings.DEFAULT.stale());

    private final String name = "staff-" + UUID.randomUUID();
    private final ScriptedBackend backend = new ScriptedBackend(name);
    private final GuardedChain chain = GuardedChain.uncached(backend);

    @AfterEach
    void close() {
        chain.close();
    }

    private void takeDown() {
        backend.fail();
        chain.ask(GuardSettings.DEFAULT.minimum());
        assertThat(chain.isOpen()).isTrue();
    }

    private void reload(GuardSettings settings) {
        chain.exchange(chain.builder(settings)
                .after(chain.chain())
                .add(Match.ALL, backend)
                .build());
    }

    @Test
    void theBreakerStaysAsItIsWhereNothingChanged() {
        takeDown();
        int lookups = backend.lookups();
        reload(GuardSettings.DEFAULT);

        assertThat(chain.outcome("anna")).contains("cannot answer");
        assertThat(backend.lookups()).isEqualTo(lookups);
        backend.well();
        chain.pass(SOON);
        assertThat(chain.outcome("anna")).isEqualTo("found");
    }

    @Test
    void otherSettingsBeginAnewAndTheOldGuardProbesNoMore() {
        takeDown();
        reload(OTHER);
        assertThat(chain.isOpen()).as("as metrics tell of it").isFalse();
        chain.pass(SOON);
        int probes = backend.probes();
        chain.pass(LONG);
        assertThat(backend.probes()).isEqualTo(probes);

        backend.well();
        assertThat(chain.outcome("anna")).isEqualTo("found");
    }

    /** The time for stale answers can be set while an outage goes on, and the backend is not asked anew for that. */
    @Test
    void theBreakerStaysAsItIsWhereOnlyTheTimeForOldAnswersChanges() {
        takeDown();
        int lookups = backend.lookups();
        reload(GuardSettings.DEFAULT.withStale(LONG));

        assertThat(chain.isOpen()).isTrue();
        assertThat(chain.outcome("anna")).contains("cannot answer");
        assertThat(backend.lookups()).isEqualTo(lookups);
    }

    @Test
    void aChainThatIsDoneProbesNoMore() {
        takeDown();
        chain.chain().stopProbing();
        int probes = backend.probes();
        chain.pass(LONG);
        assertThat(backend.probes()).isEqualTo(probes);
    }

    @Test
    void whatAnExplanationAsksIsNotGuarded() {
        ChainTrace trace = new ChainTrace();
        ChainBuilder builder = chain.builder(GuardSettings.DEFAULT);
        trace.add(builder, DirectoryNames.PLAIN, Match.ALL, backend, GuardedChain.UNCACHED);
        chain.exchange(builder.build());
        backend.fail();
        int many = 5 * GuardSettings.DEFAULT.minimum();
        chain.ask(many);
        chain.pass(LONG);
        assertThat(backend.lookups()).isEqualTo(many);
        assertThat(backend.probes()).isZero();
    }

    @Test
    void isToldWhileItFails() {
        backend.on(Backend.of(5));
        assertThat(chain.chain().outages()).isEmpty();
        takeDown();
        chain.pass(Duration.ofSeconds(90));

        assertThat(chain.chain().outages())
                .containsOnlyKeys(name)
                .containsValue("cannot answer for 90.0 s: the directory failed: java.lang.IllegalStateException");
        backend.probesFail(new UndecidedException(Drop.UNDECIDED, "the service account is locked"));
        chain.pass(SOON);
        assertThat(chain.chain().outages()).containsValue("cannot answer for 92.0 s: the service account is locked");
        backend.hang();
        chain.pass(SOON);
        assertThat(chain.chain().outages())
                .containsValue("cannot answer for 94.0 s: a probe was not answered within probe_timeout");
        backend.well();
        chain.pass(SOON);
        assertThat(chain.chain().outages()).isEmpty();
    }

    @Test
    void oneLineTellsThatItHasGoneAndOneThatItIsBack() {
        List<String> lines = lines(() -> {
            takeDown();
            chain.ask(100);
            chain.pass(LONG);
            chain.ask(100);
            backend.well();
            chain.pass(SOON);
            chain.ask(100);
        });

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("WARN directory " + name + " cannot answer: the directory failed: java.lang.IllegalState");
        assertThat(lines.get(1)).startsWith("INFO directory " + name + " answers again, after 60");
    }

    /** The probe is answered, and lookups are not. */
    @Test
    void aBackendThatGoesAndComesDoesNotFloodTheLog() {
        List<String> lines = lines(() -> {
            for (int i = 0; i < 50; i++) {
                takeDown();
                backend.probesAnswer();
                chain.pass(SOON);
                assertThat(chain.isOpen()).isFalse();
            }
            backend.well();
            chain.ask(1);
        });

        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).startsWith("INFO directory " + name + " answers again, after 9");
    }

    /** Nobody comes in between, so that no lookup shows that the backend is well. */
    @Test
    void laterOutagesOfADirectoryThatFewNeedAreToldEachWithItsOwnTime() {
        List<String> lines = lines(() -> {
            for (int i = 0; i < 4; i++) {
                takeDown();
                backend.well();
                chain.pass(SOON);
                assertThat(chain.isOpen()).isFalse();
                chain.pass(LONG);
            }
        });

        assertThat(lines).hasSize(8);
        for (int i = 0; i < 8; i += 2) {
            assertThat(lines.get(i)).startsWith("WARN directory " + name + " cannot answer");
            assertThat(lines.get(i + 1)).matches("INFO directory .* answers again, after [01]\\.\\d s");
        }
    }

    /** The second was told, and whether it was over was left to lookups to show. */
    @Test
    void theEndOfADoubtfulOutageIsToldBeforeTheNextOne() {
        List<String> lines = lines(() -> {
            for (int i = 0; i < 3; i++) {
                takeDown();
                backend.well();
                chain.pass(i == 1 ? LONG : SOON);
            }
        });

        assertThat(lines.stream().map(line -> line.substring(0, 4)))
                .containsExactly("WARN", "INFO", "WARN", "INFO", "WARN", "INFO");
    }

    private List<String> lines(Runnable what) {
        Logger logger = (Logger) LoggerFactory.getLogger(BackendGuard.class.getPackageName());
        ListAppender<ILoggingEvent> written = new ListAppender<>();
        logger.addAppender(written);
        written.start();
        try {
            what.run();
        } finally {
            logger.detachAppender(written);
        }
        return written.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .filter(line -> line.contains(name))
                .toList();
    }
}
