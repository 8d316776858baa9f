package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.NatsSettings.Pings;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The service's connection to scripted servers, with what it brings and what it tells of itself. */
final class LinkScene implements AutoCloseable {
    /** No ping comes between what a script expects. */
    private static final Pings RARE_PINGS = new Pings(Duration.ofMinutes(10), 1);

    private static final ServiceIdentity IDENTITY = new ServiceIdentity(
            "gatehouse", "1.0.0", "", "one", () -> new ServiceIdentity.Statistics(0, 0, 0, 0, Map.of()));

    private static final CalloutAccount ANY_ACCOUNT = new CalloutAccount(null, "an account", Set.of());

    private final List<ScriptedServer> servers;
    private final Arrivals arrivals = new Arrivals();
    private final Events events = new Events();
    private final RenewableLink link;

    private LinkScene(List<ScriptedServer> servers, NatsSettings settings, CalloutAccount account) {
        this.servers = servers;
        this.link = new RenewableLink(settings, IDENTITY, account, events, Duration.ZERO);
    }

    /** Settings with which nothing happens by time alone, and nothing has to be waited for. */
    static final class Settings {
        private final List<ScriptedServer> servers;
        private String scheme = "nats";
        private TlsSettings tls = TlsSettings.DEFAULT;
        private Duration connectTimeout = Duration.ofMillis(ScriptedServer.LIMIT_MILLIS);
        private Duration firstPause = Duration.ofMillis(1);
        private Duration longestPause = Duration.ofMillis(1);
        private Pings pings = RARE_PINGS;
        private CalloutAccount account = ANY_ACCOUNT;
        private boolean micro;

        private Settings(ScriptedServer... servers) {
            this.servers = List.of(servers);
        }

        Settings tls(String urlScheme, TlsSettings wanted) {
            scheme = urlScheme;
            tls = wanted;
            return this;
        }

        Settings connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        Settings pauses(Duration first, Duration longest) {
            firstPause = first;
            longestPause = longest;
            return this;
        }

        Settings pings(Pings wanted) {
            pings = wanted;
            return this;
        }

        Settings account(CalloutAccount wanted) {
            account = wanted;
            return this;
        }

        Settings micro() {
            micro = true;
            return this;
        }

        NatsSettings build() {
            return new NatsSettings(
                    servers.stream()
                            .map(server -> ServerUrl.of(server.url(scheme)))
                            .toList(),
                    "scripted",
                    new Login.None(),
                    "gatehouse",
                    tls,
                    connectTimeout,
                    firstPause,
                    longestPause,
                    pings,
                    micro,
                    NatsSettings.DEFAULT_SEND_BUFFER);
        }

        LinkScene start() {
            LinkScene scene = new LinkScene(servers, build(), account);
            scene.link.start(scene.arrivals);
            return scene;
        }
    }

    /** The service is told of these servers. */
    static Settings of(ScriptedServer... servers) {
        return new Settings(servers);
    }

    RenewableLink link() {
        return link;
    }

    /** Another configuration names another user. */
    void renew(NatsSettings settings, String user) {
        Login login = new Login.UserPassword(user, Secret.of("secret"));
        link.renew(settings.as(settings.name(), login, settings.connectTimeout()));
    }

    /** The next request, waited for. */
    Envelope nextRequest() throws InterruptedException {
        Envelope next = arrivals.taken.poll(ScriptedServer.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        return Objects.requireNonNull(next, "no request has arrived");
    }

    /** Takes the next request, which has this body. */
    Envelope expectRequest(String body) throws InterruptedException {
        Envelope next = nextRequest();
        assertThat(ScriptedServer.text(next.body())).isEqualTo(body);
        return next;
    }

    /** Whether it has told this of itself, and nobody has looked at it. */
    boolean hasEvent(String event) {
        return events.told.contains(event);
    }

    boolean hasRequest() {
        return !arrivals.taken.isEmpty();
    }

    /** Answers a request with a text; whether it was sent. */
    boolean answer(Envelope request, String text) {
        byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean sent = link.send(request, String.valueOf(request.replyTo()), body);
        link.flush();
        return sent;
    }

    /** Waits until the link tells this of itself, with whatever else before it. */
    String awaitEvent(String beginning) throws InterruptedException {
        String event = "";
        while (!event.startsWith(beginning)) {
            event = events.told.poll(ScriptedServer.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(event).as("the link does not tell: " + beginning).isNotNull();
        }
        return event;
    }

    /** Ready to take requests and to answer them. */
    LinkScene awaitReady() throws InterruptedException {
        awaitEvent("subscribed true");
        return this;
    }

    /** Nobody waits for the link, which waits for the servers' answer to its good-bye. */
    @Override
    public void close() {
        servers.forEach(ScriptedServer::close);
        Thread closing = new Thread(link::close, "closing");
        closing.setDaemon(true);
        closing.start();
    }

    private static final class Arrivals implements Intake {
        private final BlockingQueue<Envelope> taken = new LinkedBlockingQueue<>();

        @Override
        public boolean take(MessageBatch batch) {
            for (int place = 0; place < batch.size(); place++) {
                taken.add(batch.message(place));
            }
            return false;
        }

        @Override
        public void onWritable() {}
    }

    private static final class Events implements ConnectionRecorder {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void connected() {
            told.add("connected");
        }

        @Override
        public void disconnected() {
            told.add("disconnected");
        }

        @Override
        public void subscribed(boolean subscribed) {
            told.add("subscribed " + subscribed);
        }

        @Override
        public void unable(String why) {
            told.add("unable " + why);
        }

        @Override
        public void account(String name) {
            told.add("account " + name);
        }
    }
}
