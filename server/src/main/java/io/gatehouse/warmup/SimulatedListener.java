package io.gatehouse.warmup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.pipeline.message.Unpacked;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link SimulatedServer} listens, on a free port of the loopback interface: knows as much of the protocol as the service
 * needs to connect, to subscribe and to answer. Serves one connection, on a thread of its own, and lets everybody in.
 */
public final class SimulatedListener implements AutoCloseable {
    private static final String USER_INFO = "$SYS.REQ.USER.INFO";
    private static final int LONGEST_LINE = 64 * 1024;

    private final String info;
    private final String user;
    private final ServerSocket listener;

    @GuardedBy("this") private final Map<String, String> subscriptions = new LinkedHashMap<>();

    private final AtomicInteger answers = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    @GuardedBy("this") private @Nullable Socket connection;

    private SimulatedListener(ServerSocket listener, String id, String account) {
        this.listener = listener;
        this.info = "{\"server_id\":\"" + id + "\",\"server_name\":\"simulated\",\"version\":\"2.15.1\",\"proto\":1,"
                + "\"host\":\"127.0.0.1\",\"port\":" + listener.getLocalPort()
                + ",\"headers\":true,\"auth_required\":true,\"nonce\":\"simulated\",\"max_payload\":1048576,\"client_id\":1}";
        this.user = "{\"server\":{\"name\":\"simulated\",\"id\":\"" + id
                + "\"},\"data\":{\"user\":\"simulated\",\"account\":\"" + account + "\"}}";
    }

    /**
     * Begins to listen.
     *
     * @param id the server's public key
     * @param account what it tells the service that its account is
     */
    public static SimulatedListener start(String id, String account) throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SimulatedListener server = new SimulatedListener(listener, id, account);
        Thread thread = new Thread(server::serve, "gatehouse-simulated");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    public String url() {
        return "nats://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** Delivers a request, where there is a subscription to its subject. */
    public synchronized void deliver(Unpacked request) throws IOException {
        String id = subscriptions.get(SimulatedServer.REQUESTS);
        Socket to = connection;
        if (id == null || to == null) {
            throw new IOException("nobody has subscribed to " + SimulatedServer.REQUESTS);
        }
        write(to, SimulatedServer.frame(request, id));
    }

    /** How many messages have come to subjects that nobody here knows: answers to what was delivered. */
    public int answers() {
        return answers.get();
    }

    private void serve() {
        try (Socket accepted = listener.accept()) {
            synchronized (this) {
                connection = accepted;
            }
            write(accepted, SimulatedServer.ascii("INFO " + info + SimulatedServer.LINE_END));
            InputStream in = new BufferedInputStream(accepted.getInputStream());
            for (String line = line(in); line != null; line = line(in)) {
                take(line, in, accepted);
            }
        } catch (IOException e) {
            // the service or we have hung up: the training is over
        } finally {
            closed.countDown();
        }
    }

    private void take(String line, InputStream in, Socket from) throws IOException {
        String[] words = line.split(" +");
        switch (words[0]) {
            case "PING" -> write(from, SimulatedServer.ascii("PONG" + SimulatedServer.LINE_END));
            case "SUB" -> subscribed(words[1], words[words.length - 1]);
            case "PUB", "HPUB" -> published(words, in);
            default -> {} // CONNECT, PONG, UNSUB: nothing to say
        }
    }

    private synchronized void subscribed(String subject, String id) {
        subscriptions.put(subject, id);
    }

    private void published(String[] words, InputStream in) throws IOException {
        in.skipNBytes(Integer.parseInt(words[words.length - 1]) + (long) SimulatedServer.LINE_END.length());
        String replyTo = words.length > (words[0].equals("PUB") ? 3 : 4) ? words[2] : null;
        if (words[1].equals(USER_INFO) && replyTo != null) {
            reply(replyTo);
        } else {
            answers.incrementAndGet();
        }
    }

    /** To an inbox, which is subscribed to with a wildcard in its last token. */
    private void reply(String inbox) throws IOException {
        String wildcard = inbox.substring(0, inbox.lastIndexOf('.') + 1) + "*";
        byte[] body = user.getBytes(StandardCharsets.US_ASCII);
        String id;
        Socket to;
        synchronized (this) {
            id = subscriptions.getOrDefault(wildcard, subscriptions.get(inbox));
            to = Objects.requireNonNull(connection);
        }
        if (id != null) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.writeBytes(
                    SimulatedServer.ascii("MSG " + inbox + " " + id + " " + body.length + SimulatedServer.LINE_END));
            message.writeBytes(body);
            message.writeBytes(SimulatedServer.ascii(SimulatedServer.LINE_END));
            write(to, message.toByteArray());
        }
    }

    private synchronized void write(Socket to, byte[] bytes) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** The next line without its end; null at the end of the stream. */
    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line without an end");
            }
            line.write(next);
        }
        return null;
    }

    @Override
    public void close() {
        try {
            listener.close();
            synchronized (this) {
                if (connection != null) {
                    connection.close();
                }
            }
            closed.await(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
