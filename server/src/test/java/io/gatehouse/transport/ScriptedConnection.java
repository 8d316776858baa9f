package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.nats.UserInfoRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One connection of a client to a {@link ScriptedServer}: a script of what is sent to the client and what is expected of it, in
 * the order in which it is written. Whatever the client says besides fails the test. Text is one character a byte.
 */
public final class ScriptedConnection implements AutoCloseable {
    static final String WHO = "{\"data\":{\"user\":\"gatehouse\",\"account\":\"AUTH\"}}";

    private final List<String> heard = new ArrayList<>();
    private Socket socket;
    private String requestId = "";
    private boolean answersPings;

    ScriptedConnection(Socket socket) throws IOException {
        this.socket = prepared(socket);
    }

    private static Socket prepared(Socket socket) throws IOException {
        socket.setSoTimeout(ScriptedServer.LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Sends bytes as they are, in one write. */
    public ScriptedConnection send(Object... parts) {
        StringBuilder all = new StringBuilder();
        for (Object part : parts) {
            all.append(part);
        }
        return run(() -> socket.getOutputStream().write(all.toString().getBytes(ISO_8859_1)));
    }

    /** Sends bytes as they are, each in a write of its own. */
    ScriptedConnection sendByteByByte(String bytes) {
        bytes.chars().forEach(octet -> send((char) octet));
        return this;
    }

    /** The next frame, which begins with a text. */
    public ClientFrame next(String beginning) {
        long since = System.nanoTime();
        ClientFrame frame = next();
        while (answersPings && frame.line().equals("PING") && !frame.line().startsWith(beginning)) {
            verifyInTime(since);
            send("PONG\r\n");
            frame = next();
        }
        if (!frame.line().startsWith(beginning)) {
            throw new AssertionError("the client says something else than " + beginning + ": " + heard);
        }
        return frame;
    }

    private ClientFrame next() {
        try {
            ClientFrame frame = ClientFrame.read(socket.getInputStream());
            heard.add(frame.toString());
            return frame;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the client says nothing more: " + heard, e);
        } catch (IOException e) {
            throw new AssertionError("the client has closed the connection: " + heard, e);
        }
    }

    /** Answers from now on the PINGs that the client sends from time to time, between what is expected. */
    public ScriptedConnection answerPings() {
        answersPings = true;
        return this;
    }

    /** Expects frames that begin with these texts, in this order. */
    public ScriptedConnection expect(String... beginnings) {
        for (String beginning : beginnings) {
            next(beginning);
        }
        return this;
    }

    /** Expects bytes that are no frames. */
    public ScriptedConnection expectBytes(String bytes) {
        return run(() -> assertThat(ScriptedServer.text(socket.getInputStream().readNBytes(bytes.length())))
                .isEqualTo(bytes));
    }

    /** Expects that the client has read all that was sent so far, and acted on it. */
    ScriptedConnection expectAllRead() {
        return send("PING\r\n").expect("PONG");
    }

    /** Expects that the client closes the connection, and says nothing before. */
    public ScriptedConnection expectClosed() {
        assertThat(readToEnd()).as("said before it closed").isEmpty();
        return this;
    }

    /** All that the client says before it closes the connection. */
    public String readToEnd() {
        long since = System.nanoTime();
        StringBuilder rest = new StringBuilder();
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                verifyInTime(since);
                rest.append((char) octet);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the client does not close the connection; it said " + rest, e);
        } catch (EOFException | SocketException e) {
            // It closed without having read everything, which resets the connection.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rest.toString();
    }

    /** A client that sends a PING now and then is never silent. */
    private void verifyInTime(long since) {
        if (System.nanoTime() - since > ScriptedServer.LIMIT_MILLIS * 1_000_000L) {
            throw new AssertionError("the client goes on without doing what it should: " + heard);
        }
    }

    /** Sends no more, and goes on reading. */
    ScriptedConnection halfClose() {
        return run(socket::shutdownOutput);
    }

    /** Ends the connection as a server does that has crashed. */
    ScriptedConnection reset() {
        return run(() -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    /** Does its part of the TLS handshake; all is encrypted from then on. */
    ScriptedConnection upgrade(SSLContext context) {
        return run(() -> {
            SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            socket = prepared(secured);
        });
    }

    /** Expects that the client does not trust the server. */
    ScriptedConnection expectFailedUpgrade(SSLContext context) {
        assertThatThrownBy(() -> upgrade(context)).isInstanceOf(UncheckedIOException.class);
        return this;
    }

    /** Greets the client and lets it log in. */
    ScriptedConnection logIn() {
        return logIn(InfoLine.usual());
    }

    ScriptedConnection logIn(InfoLine info) {
        return send(info).admit();
    }

    /** Lets a client log in that was greeted. */
    ScriptedConnection admit() {
        return expect("CONNECT ", "PING").send("PONG\r\n");
    }

    /** Answers the service's question who it is, and lets its probe pass. */
    ScriptedConnection tellRights() {
        return tellRights("", WHO);
    }

    /**
     * Answers the service's question who it is.
     *
     * @param errors what the server says of the probe
     * @param answers what the server and others answer
     */
    ScriptedConnection tellRights(String errors, String... answers) {
        String id = answerQuestion(errors, answers);
        return expect("UNSUB " + id);
    }

    /** Answers that question, and leaves open what the service makes of it; the id of its subscription to the answers. */
    String answerQuestion(String errors, String... answers) {
        String id = next("SUB _INBOX.").lastWord();
        String inbox = next("PUB " + UserInfoRequest.SUBJECT + ' ').word(2);
        expect("PUB " + Rights.PROBE + " 0", "PING");
        String told = Arrays.stream(answers)
                .map(answer -> message(inbox, id, "", answer))
                .collect(Collectors.joining());
        send(told, errors, "PONG\r\n");
        return id;
    }

    /** Takes the service's subscription to the requests, and does not confirm it yet. */
    ScriptedConnection takeSubscription() {
        requestId = next("SUB " + CalloutService.SUBJECT + ' ').lastWord();
        return expect("PING");
    }

    /** All that happens before the service takes requests: login, rights and subscription. */
    public ScriptedConnection serve() {
        return serve(InfoLine.usual());
    }

    ScriptedConnection serve(InfoLine info) {
        return logIn(info).tellRights().takeSubscription().send("PONG\r\n");
    }

    /** The id of the service's subscription to the requests. */
    public String requestId() {
        return requestId;
    }

    /** A request as it is written to the service. */
    String request(String replyTo, String body) {
        return message(CalloutService.SUBJECT, requestId, replyTo, body);
    }

    /** Expects an answer. */
    ScriptedConnection expectAnswer(String replyTo, String body) {
        assertThat(next("PUB ")).isEqualTo(new ClientFrame("PUB " + replyTo + ' ' + body.length(), body));
        return this;
    }

    private static String message(String subject, String id, String replyTo, String body) {
        String reply = replyTo.isEmpty() ? "" : replyTo + ' ';
        return "MSG " + subject + ' ' + id + ' ' + reply + body.length() + "\r\n" + body + "\r\n";
    }

    @Override
    public void close() {
        run(socket::close);
    }

    private ScriptedConnection run(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("behind " + heard, e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
