package io.gatehouse.sessions;

import io.gatehouse.crypto.Secret;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Servers of a cluster that answer a user of the system account as a test wants it, where a real one cannot be made to. They speak over a
 * real server that has no system account.
 */
@SuppressWarnings("try") // closing may be interrupted
public final class ScriptedServers implements AutoCloseable {
    /** The answer that a session was closed. */
    public static final String CLOSED = "";

    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final String SERVER = "$SYS.REQ.SERVER.";

    private final NatsServer bus;
    private final Connection connection;
    private final List<String> names;
    private final List<String> users = new ArrayList<>();
    private final Queue<String> kicks = new ArrayDeque<>();
    private final List<Message> held = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();
    private String about = "";
    private boolean holding;

    private ScriptedServers(String more, String... names) throws Exception {
        this.names = List.of(names);
        this.bus = NatsServer.start("no_system_account: true\nauthorization { user: sys, password: p }\n" + more);
        this.connection = Nats.connect(
                Options.builder().server(bus.url()).userInfo("sys", "p").build());
        connection.createDispatcher(this::asked).subscribe(SERVER + ">");
        connection.flush(PATIENCE);
    }

    /** Starts servers of these names. */
    public static ScriptedServers start(String... names) throws Exception {
        return new ScriptedServers("", names);
    }

    /** The same, whose messages may be so long. */
    public static ScriptedServers within(int bytes, String... names) throws Exception {
        return new ScriptedServers("max_payload: " + bytes + "\n", names);
    }

    /** Where they are reached, as user sys with password p. */
    public String url() {
        return bus.url();
    }

    /** How a user of the system account reaches them, who waits for long. */
    public NatsSettings settings() {
        NatsSettings usual = NatsSettings.of(ServerUrl.of(bus.url()), new Login.UserPassword("sys", Secret.of("p")));
        return new NatsSettings(
                usual.servers(),
                usual.name(),
                usual.login(),
                usual.queueGroup(),
                usual.tls(),
                PATIENCE,
                usual.reconnectWait(),
                usual.reconnectMaxWait(),
                usual.pings(),
                usual.micro(),
                usual.sendBuffer());
    }

    /** A user of APP1 has a session on the first of them, until an answer says that it is closed. */
    public synchronized void session(String user) {
        users.add(user);
    }

    /** What is answered, one after the other, to who wants a session to be closed: an error, or {@link #CLOSED}. */
    public synchronized void kicks(String... answers) {
        kicks.addAll(List.of(answers));
    }

    /** From now on, these do not answer questions for sessions, and all others do. */
    public synchronized void silence(String... servers) {
        silenceAbout("", servers);
    }

    /** The same of questions in which this text is. */
    public synchronized void silenceAbout(String text, String... servers) {
        about = text;
        silent.clear();
        silent.addAll(List.of(servers));
    }

    /** Questions for sessions wait from now on. */
    public synchronized void hold() {
        holding = true;
    }

    /** How many questions for sessions wait. */
    public synchronized int held() {
        return held.size();
    }

    /** All that waits is answered. */
    public synchronized void release() {
        holding = false;
        held.forEach(this::tellSessions);
        held.clear();
    }

    private synchronized void asked(Message question) {
        String subject = question.getSubject();
        if (subject.equals(SERVER + "PING")) {
            answer(question, names.get(0), "\"statsz\":{\"active_servers\":" + names.size() + "}");
        } else if (subject.endsWith(".CONNZ") && holding) {
            held.add(question);
        } else if (subject.endsWith(".CONNZ")) {
            tellSessions(question);
        } else if (subject.endsWith(".KICK")) {
            close(question);
        }
    }

    private void tellSessions(Message question) {
        boolean isAbout = new String(question.getData(), StandardCharsets.UTF_8).contains(about);
        for (String name : names) {
            if (isAbout && silent.contains(name)) {
                continue;
            }
            List<String> own = new ArrayList<>();
            for (int i = 0; i < users.size() && name.equals(names.get(0)); i++) {
                own.add("{\"cid\":" + (i + 1)
                        + ",\"kind\":\"Client\",\"type\":\"nats\",\"ip\":\"127.0.0.1\",\"port\":1,"
                        + "\"start\":\"2026-01-01T00:00:00Z\",\"account\":\"APP1\",\"authorized_user\":\""
                        + users.get(i)
                        + "\"}");
            }
            answer(
                    question,
                    name,
                    "\"data\":{\"now\":\"" + Instant.now() + "\",\"total\":" + own.size() + ",\"connections\":["
                            + String.join(",", own) + "]}");
        }
    }

    private void close(Message question) {
        String error = kicks.isEmpty() ? CLOSED : kicks.remove();
        if (error.equals(CLOSED)) {
            users.clear();
        }
        answer(
                question,
                names.get(0),
                error.equals(CLOSED) ? "\"data\":{}" : "\"error\":{\"code\":500,\"description\":\"" + error + "\"}");
    }

    private void answer(Message question, String name, String members) {
        String json = "{\"server\":{\"name\":\"" + name + "\",\"id\":\"" + name + "\"}," + members + "}";
        connection.publish(question.getReplyTo(), json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
        bus.close();
    }
}
