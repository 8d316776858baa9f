package io.gatehouse.load.clients.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.load.clients.policy.ReconnectPolicy;
import io.gatehouse.load.clients.wire.LoginWriter;
import io.gatehouse.load.request.TestUsers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One client on a network and a clock that the test moves; the test is the server. */
final class FakeNet implements Dialer {
    static final String INFO = "INFO {\"server_id\":\"N\"}\r\n";

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel clock =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final List<EmbeddedChannel> connections = new ArrayList<>();
    private final List<Long> dialledAtMillis = new ArrayList<>();
    private final List<Integer> dialledServers = new ArrayList<>();
    private final ClientCounters counters = new ClientCounters(0);
    private final Client client;
    private Listening listening = Listening.YES;

    /** What dialling leads to. */
    enum Listening {
        YES,
        REFUSES,
        /** Neither a connection nor an error. */
        SILENT
    }

    FakeNet(ReconnectPolicy policy, int servers) {
        LoginWriter login = new LoginWriter(TestUsers.patterned(10, "user-%d", "secret-%d", 0), null, policy.library());
        ClientContext context = new ClientContext(policy, login, this, Security.NONE, counters);
        client = new Client(3, context, clock.eventLoop(), policy.retries(servers, new SplittableRandom(1)));
    }

    Client client() {
        return client;
    }

    Counts counts() {
        return counters.counts();
    }

    Outage outage() {
        return counters.outage();
    }

    List<Long> dialledAtMillis() {
        return dialledAtMillis;
    }

    List<Integer> dialledServers() {
        return dialledServers;
    }

    void listening(Listening how) {
        listening = how;
    }

    @Override
    public String host(int number, int server) {
        return "fake.example";
    }

    @Override
    public ChannelFuture dial(int number, int server, EventLoop loop, ChannelHandler handler) {
        dialledAtMillis.add(TimeUnit.NANOSECONDS.toMillis(ticker.nanoTime()));
        dialledServers.add(server);
        if (listening == Listening.YES) {
            EmbeddedChannel connection =
                    EmbeddedChannel.builder().ticker(ticker).handlers(handler).build();
            connections.add(connection);
            return connection.newSucceededFuture();
        }
        EmbeddedChannel none = EmbeddedChannel.builder().ticker(ticker).build();
        return listening == Listening.SILENT ? none.newPromise() : none.newFailedFuture(new ConnectException());
    }

    /** The time passes, in steps of a millisecond. */
    void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            jump(1);
        }
    }

    /** The time passes at once, as if the event loop had had no CPU. */
    void jump(long millis) {
        ticker.advance(millis, TimeUnit.MILLISECONDS);
        clock.runPendingTasks();
    }

    /** The server says something on the newest connection. */
    void say(String text) {
        connection().writeInbound(Unpooled.copiedBuffer(text, UTF_8));
    }

    /** The server closes the newest connection. */
    void hangUp() {
        connection().close().syncUninterruptibly();
    }

    boolean isOpen() {
        return connection().isOpen();
    }

    /** What the client has sent on the newest connection and was not yet heard. */
    String heard() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf sent = connection().readOutbound();
                sent != null;
                sent = connection().readOutbound()) {
            text.append(sent.toString(UTF_8));
            sent.release();
        }
        return text.toString();
    }

    /** The server greets and lets the client in. */
    void letIn() {
        say(INFO);
        say("PONG\r\n");
    }

    /** The server greets, refuses and closes. */
    void refuse() {
        say(INFO);
        say("-ERR 'Authorization Violation'\r\n");
        hangUp();
    }

    private EmbeddedChannel connection() {
        return connections.get(connections.size() - 1);
    }
}
