package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Neither our own token nor a client's gets into any log, whatever is logged, and whatever happens. */
@NeedsTool({"kube-apiserver", "etcd"})
@Tag("full")
class KubernetesSecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Everything but the wire, of which nobody hears who does not ask for it by its name. */
    private static final List<String> LOGGERS =
            List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, "io.gatehouse", "io.netty", "reactor", "reactor.netty");

    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> texts = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void areInNoLog(KubernetesMode mode) throws IOException {
        List<@Nullable Level> before =
                LOGGERS.stream().map(name -> logger(name).getLevel()).collect(Collectors.toCollection(ArrayList::new));
        log.start();
        root.addAppender(log);
        LOGGERS.forEach(name -> logger(name).setLevel(Level.TRACE));
        try (TestCluster cluster = TestCluster.start()) {
            List<String> secrets = new ArrayList<>(List.of(cluster.ownToken(), cluster.token("reporter")));
            meetFaults(cluster, mode, secrets.get(1));
            secrets.add(cluster.ownToken());
            assertThat(lines()).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain(secrets));
            assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
        } finally {
            for (int i = 0; i < LOGGERS.size(); i++) {
                logger(LOGGERS.get(i)).setLevel(before.get(i));
            }
            root.detachAppender(log);
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private void meetFaults(TestCluster cluster, KubernetesMode mode, String token) throws IOException {
        try (KubernetesDirectory directory = cluster.open(mode, "timeout: 2s")) {
            for (Fault fault : Fault.values()) {
                cluster.proxy().inject(fault);
                note(() -> TestClusters.ask(directory, token));
                note(() -> TestClusters.ask(directory, token.substring(0, token.length() - 8) + "AAAAAAAA"));
                note(() -> directory.probe().block(PATIENCE));
            }
            cluster.proxy().inject(Fault.NONE);
            String unused = cluster.renew("");
            note(() -> TestClusters.ask(directory, token));
            texts.add(directory.toString());
        }
    }

    private void note(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            texts.add(e.toString());
        }
    }

    private List<String> lines() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }
}
