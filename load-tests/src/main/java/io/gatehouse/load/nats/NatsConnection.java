package io.gatehouse.load.nats;

import io.gatehouse.transport.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * One connection to a nats-server. Frames are gathered with {@link #append} and sent with {@link #flush}, by one thread;
 * what arrives is passed to a {@link Receiver} on a thread of its own. It does not reconnect.
 */
public final class NatsConnection implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int READ_BUFFER = 1024 * 1024;
    private static final int LINE_LIMIT = 64 * 1024;
    private static final byte[] PONG = "PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ServerInfo info;
    private final byte[] gathered = new byte[BUFFER];
    private int length;
    private volatile @Nullable CountDownLatch pong;
    private volatile @Nullable String failure;
    private volatile boolean closing;

    /** Gets the messages, on the reading thread, and the buffer is only lent. */
    public interface Receiver {
        /**
         * A message.
         *
         * @param atNanos when it was read, by {@link System#nanoTime}
         * @param headerLength of the headers, which end where the body begins; 0 without headers
         */
        void message(
                long atNanos,
                byte[] buffer,
                int subjectAt,
                int subjectEnd,
                int headerLength,
                int bodyAt,
                int bodyLength);
    }

    private NatsConnection(Socket socket, ServerInfo info) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.info = info;
    }

    /**
     * Connects and logs in.
     *
     * @throws NatsException when the server refuses, with what it says
     * @throws IOException when there is none
     */
    public static NatsConnection connect(ServerAddress address, NatsLogin login, TlsClientContext tls, Duration timeout)
            throws IOException {
        NatsConnection connection = greeted(address, tls, timeout);
        try {
            connection.logIn(login);
            connection.socket.setSoTimeout(0);
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Connects and shakes hands without logging in, to see whether that can be done.
     *
     * @throws IOException when it cannot, with the reason
     */
    public static void probe(ServerAddress address, TlsClientContext tls, Duration timeout) throws IOException {
        greeted(address, tls, timeout).close();
    }

    /** Up to INFO, and to the end of the handshake where there is one. */
    private static NatsConnection greeted(ServerAddress address, TlsClientContext tls, Duration timeout)
            throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.host(), address.port()), millis);
            socket.setSoTimeout(millis);
            String first = line(socket.getInputStream());
            if (!first.startsWith("INFO ")) {
                throw new NatsException("no nats-server is there: it does not begin with INFO");
            }
            ServerInfo info = ServerInfo.parse(first.substring(5));
            boolean byTls = address.tls() || info.tlsRequired();
            return new NatsConnection(byTls ? tls.secure(socket, address.host(), address.port()) : socket, info);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void logIn(NatsLogin login) throws IOException {
        out.write((connect(login.options(info.nonce())) + "PING\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        for (String answer = line(in); !answer.equals("PONG"); answer = line(in)) {
            if (answer.startsWith("-ERR")) {
                throw new NatsException("nats-server refuses the login (" + login + "): "
                        + answer.substring(4).strip());
            }
        }
    }

    private static String connect(Map<String, String> login) {
        StringBuilder json = new StringBuilder(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,"
                        + "\"no_responders\":true,\"protocol\":1,\"lang\":\"java\",\"version\":\"0\",\"name\":\"gatehouse load\"");
        login.forEach((name, value) -> json.append(",\"")
                .append(name)
                .append("\":\"")
                .append(JsonStringEncoder.getInstance().quoteAsCharArray(value))
                .append('"'));
        return json.append("}\r\n").toString();
    }

    /** A line of the handshake, read byte by byte so that nothing behind it is taken. */
    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[1024];
        int length = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new NatsException("nats-server closed the connection during the login");
            }
            if (length == LINE_LIMIT) {
                throw new NatsException("no nats-server is there: its first line is too long");
            }
            line = length == line.length ? Arrays.copyOf(line, length * 2) : line;
            line[length++] = (byte) c;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8).strip();
    }

    /** The server's version. */
    public String serverVersion() {
        return info.version();
    }

    /** Whether the server knows headers, which 2.2 and newer do. */
    public boolean hasHeaders() {
        return info.headers();
    }

    /** Begins to read, on a thread of its own. */
    public void receive(Receiver receiver) {
        Thread thread = new Thread(() -> read(receiver), "nats-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks for the messages of a subject, and returns when the server has taken note. */
    public void subscribe(String subject, Duration timeout) throws IOException {
        byte[] frame = ("SUB " + subject + " 1\r\n").getBytes(StandardCharsets.UTF_8);
        append(frame, 0, frame.length);
        roundTrip(timeout);
    }

    /**
     * Sends what was gathered, and waits until the server has worked through it.
     *
     * @throws NatsException when the connection has ended or the server does not answer in time
     */
    public void roundTrip(Duration timeout) throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        pong = answered;
        byte[] ping = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
        append(ping, 0, ping.length);
        flush();
        try {
            if (!answered.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NatsException("nats-server does not answer a PING within " + timeout.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NatsException("interrupted");
        }
        check();
    }

    /** Gathers a whole frame; sends what was gathered before when there is no more room. */
    public synchronized void append(byte[] frame, int from, int count) throws IOException {
        if (length + count > gathered.length) {
            flush();
        }
        if (count > gathered.length) {
            out.write(frame, from, count);
            return;
        }
        System.arraycopy(frame, from, gathered, length, count);
        length += count;
    }

    /** Sends what was gathered; blocks while the server takes no more. */
    public synchronized void flush() throws IOException {
        if (length > 0) {
            int count = length;
            length = 0;
            out.write(gathered, 0, count);
            out.flush();
        }
    }

    /**
     * Does nothing while the connection is open.
     *
     * @throws NatsException when it has ended, with the reason
     */
    public void check() throws NatsException {
        String reason = failure;
        if (reason != null) {
            throw new NatsException(reason);
        }
    }

    private void read(Receiver receiver) {
        byte[] buffer = new byte[READ_BUFFER];
        StampedReceiver reading = new StampedReceiver(receiver);
        ProtocolParser parser = new ProtocolParser(reading);
        int filled = 0;
        try {
            while (true) {
                int count = in.read(buffer, filled, buffer.length - filled);
                reading.at = System.nanoTime();
                if (count < 0) {
                    throw new NatsException("nats-server closed the connection");
                }
                filled += count;
                int used = parser.parse(buffer, 0, filled);
                filled -= used;
                System.arraycopy(buffer, used, buffer, 0, filled);
                buffer = filled == buffer.length ? Arrays.copyOf(buffer, filled * 2) : buffer;
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Exception e) {
        if (!closing && failure == null) {
            failure = "the connection to nats-server has ended: " + e.getMessage();
        }
        release();
    }

    private void release() {
        CountDownLatch waiting = pong;
        if (waiting != null) {
            waiting.countDown();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    private final class StampedReceiver implements ProtocolParser.Handler {
        private final Receiver receiver;
        private long at;

        StampedReceiver(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void message(
                byte[] buffer, int subjectAt, int subjectEnd, int headerLength, int bodyAt, int bodyLength) {
            receiver.message(at, buffer, subjectAt, subjectEnd, headerLength, bodyAt, bodyLength);
        }

        @Override
        public void line(Operation operation, String text) throws NatsException {
            switch (operation) {
                case PING -> pong();
                case PONG -> release();
                case ERR -> {
                    failure = "nats-server says " + text;
                    release();
                }
                default -> {}
            }
        }

        private void pong() throws NatsException {
            try {
                append(PONG, 0, PONG.length);
                flush();
            } catch (IOException e) {
                throw new NatsException(String.valueOf(e.getMessage()));
            }
        }
    }
}
