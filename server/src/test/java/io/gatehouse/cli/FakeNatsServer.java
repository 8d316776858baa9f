package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody between the service and its nats-server, who says what the test wants; text is one character a byte. */
final class FakeNatsServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String INFO = "INFO {\"server_id\":\"FAKE\",\"server_name\":\"fake\",\"version\":\"2.15.1\","
            + "\"proto\":1,\"headers\":true,\"max_payload\":1048576,\"client_id\":1%s}\r\n";

    private static final Pattern ASKING =
            Pattern.compile("SUB \\S+ (\\d+)\r\n(?s:.*)PUB \\$SYS\\.REQ\\.USER\\.INFO (\\S+) 0\r\n");
    private static final String WHO = "{\"data\":{\"user\":\"gatehouse\",\"account\":\"AUTH\"}}";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    FakeNatsServer() throws IOException {
        listener.setSoTimeout(PATIENCE_MILLIS);
    }

    String url(String scheme) {
        return scheme + "://127.0.0.1:" + listener.getLocalPort();
    }

    static String info() {
        return INFO.formatted("");
    }

    static String infoWithTls() {
        return INFO.formatted(",\"tls_required\":true");
    }

    /** The next connection of the service. */
    Caller accept() throws IOException {
        Socket socket = listener.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new Caller(socket);
    }

    /** A connection of the service. */
    record Caller(Socket socket) implements AutoCloseable {
        /** Writes bytes as they are, in one segment. */
        void say(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        }

        /** What the service says up to a text, and the text. */
        String hear(String text) throws IOException {
            StringBuilder heard = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (heard.indexOf(text) < 0) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("closed after " + heard);
                }
                heard.append((char) octet);
            }
            return heard.toString();
        }

        /** All that the service says until it closes the connection. */
        String hearToTheEnd() throws IOException {
            try {
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (SocketTimeoutException e) {
                throw new IOException("the service did not close the connection", e);
            } catch (IOException e) {
                return "";
            }
        }

        /** Lets the service log in and ask what it may do, and returns the id of its subscription as soon as it has told it. */
        String logIn() throws IOException {
            say(info());
            hear("PING\r\n");
            say("PONG\r\n");
            tellWhoItIs(hear("PING\r\n"));
            say("PONG\r\n");
            hear("SUB $SYS.REQ.USER.AUTH ");
            String rest = hear("\r\n").strip();
            return rest.substring(rest.lastIndexOf(' ') + 1);
        }

        private void tellWhoItIs(String asked) throws IOException {
            Matcher question = ASKING.matcher(asked);
            if (!question.find()) {
                throw new IOException("the service does not ask who it is: " + asked);
            }
            say("MSG " + question.group(2) + ' ' + question.group(1) + ' ' + WHO.length() + "\r\n" + WHO + "\r\n");
        }

        /** Answers the PING with which the service asks whether its subscription is known. */
        void confirm() throws IOException {
            hear("PING\r\n");
            say("PONG\r\n");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
