package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.directory.web.NettyLeaks;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** No secret is in a text: neither the client's, nor our own, nor one that an answer bears. */
@Timeout(60)
class HttpSecretsTest {
    private static final List<Header> OWN =
            List.of(Header.basic("gatehouse", "canary"), new Header("X-Api-Key", "canary"));

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final NettyLeaks leaks = new NettyLeaks();
    private final ScriptedService service = new ScriptedService();
    private final List<String> texts = new ArrayList<>();

    @BeforeEach
    void listen() {
        // Whatever thread logs something adds to it while it is looked at.
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        service.close();
        root.detachAppender(log);
        root.setLevel(before);
        leaks.assertNone();
        leaks.close();
    }

    private HttpDirectory open(HttpMode mode, WebUrl url) {
        HttpDirectorySettings settings =
                service.settings(mode, StatusMethod.POST, StatusBody.JSON, "/{user}", OWN, Set.of(), false);
        HttpDirectorySettings at = new HttpDirectorySettings(
                mode,
                settings.method(),
                settings.body(),
                List.of(url),
                settings.probeUrls(),
                settings.own(),
                settings.sent(),
                settings.web());
        texts.add(at.toString());
        texts.add(String.valueOf(at.own()));
        return service.open(at);
    }

    private void ask(HttpDirectory directory) {
        var login = SampleRequest.login("alice", "canary");
        texts.add(directory.toString());
        texts.add(String.valueOf(directory.lookup(login)));
        Throwable thrown = catchThrowable(() -> texts.add(
                Objects.requireNonNull(ScriptedService.ask(directory, login)).toString()));
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
        }
        Throwable probed = catchThrowable(() -> directory.probe().block());
        texts.add(String.valueOf(probed));
    }

    @Test
    void noTextHasASecretInIt() throws IOException {
        for (HttpMode mode : HttpMode.values()) {
            HttpDirectory directory = open(mode, service.url("/u/{user}?key=canary"));
            for (int status : new int[] {200, 302, 401, 403, 404, 500}) {
                service.answers(
                        status, Map.of("Location", "/canary", "Set-Cookie", "canary"), "{\"secret\": \"canary\"");
                ask(directory);
            }
            service.answers(200, "{\"result\": \"allow\", \"pass\": \"$2y$canary\", \"account\": 1}");
            ask(directory);
            directory.close();
        }
        int port = KeptPort.free();
        HttpDirectory down = open(HttpMode.LOOKUP, UserTarget.parse("http://127.0.0.1:" + port + "/{user}?key=canary"));
        ask(down);
        down.close();
        assertThat(texts)
                .hasSizeGreaterThan(60)
                .allSatisfy(text -> assertThat(text).doesNotContain("canary"));
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(line -> assertThat(line).doesNotContain("canary"));
    }
}
