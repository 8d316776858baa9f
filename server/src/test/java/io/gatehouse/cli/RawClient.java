package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.claims.CredsFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of nats-server that writes its own lines, and so may write any; text is one character a byte. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern NONCE = Pattern.compile("\"nonce\":\"([^\"]+)\"");

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Logs in with user name and password. */
    static RawClient login(int port, String user, String password) throws IOException {
        return login(port, info -> members(user, password));
    }

    /** Logs in with a file of credentials. */
    static RawClient login(int port, Path credentials) throws IOException {
        CredsFile creds = CredsFile.parse(Files.readString(credentials));
        return login(port, info -> signed(creds, info));
    }

    /** Logs in with user name and password beside a file of credentials. */
    static RawClient login(int port, Path credentials, String user, String password) throws IOException {
        CredsFile creds = CredsFile.parse(Files.readString(credentials));
        return login(port, info -> signed(creds, info) + ',' + members(user, password));
    }

    private static String signed(CredsFile creds, String info) {
        byte[] nonce = nonce(info).getBytes(ISO_8859_1);
        String signature = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(creds.user().sign(nonce, 0, nonce.length));
        return "\"jwt\":\"" + creds.jwt() + "\",\"sig\":\"" + signature + '"';
    }

    private static String members(String user, String password) {
        return "\"user\":\"" + user + "\",\"pass\":\"" + password + '"';
    }

    /** @param login the members of CONNECT that say who it is, by the server's INFO */
    private static RawClient login(int port, UnaryOperator<String> login) throws IOException {
        RawClient client = new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
        client.socket.setSoTimeout(PATIENCE_MILLIS);
        client.write("CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,"
                + login.apply(client.awaitLine("INFO "))
                + ",\"lang\":\"raw\",\"version\":\"0\",\"protocol\":1}\r\n");
        client.roundTrip();
        return client;
    }

    private static String nonce(String info) {
        Matcher nonce = NONCE.matcher(info);
        if (!nonce.find()) {
            throw new IllegalStateException("the server sends no nonce");
        }
        return nonce.group(1);
    }

    /** Writes bytes as they are. */
    void write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    /** Returns when the server has worked off all that was written. */
    void roundTrip() throws IOException {
        write("PING\r\n");
        awaitLine("PONG");
    }

    void subscribe(String subject, String id) throws IOException {
        write("SUB " + subject + " " + id + "\r\n");
        roundTrip();
    }

    /** Publishes a message, to be answered. */
    void publish(String subject, String replyTo, String message) throws IOException {
        write("PUB " + subject + " " + replyTo + " " + message.length() + "\r\n" + message + "\r\n");
    }

    /** The same with headers. */
    void publish(String subject, String replyTo, String headers, String message) throws IOException {
        write("HPUB " + subject + " " + replyTo + " " + headers.length() + " " + (headers.length() + message.length())
                + "\r\n" + headers + message + "\r\n");
    }

    /** The next message: its first line, and what is behind. */
    Heard next() throws IOException {
        String line = awaitLine("MSG ", "HMSG ");
        int length = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
        byte[] content = in.readNBytes(length);
        awaitLine("");
        return new Heard(line.split(" ", -1)[1], new String(content, ISO_8859_1));
    }

    /** A message that was received: where, and what. */
    record Heard(String subject, String content) {}

    private String awaitLine(String... beginnings) throws IOException {
        while (true) {
            String line = line();
            for (String beginning : beginnings) {
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
            if (line.startsWith("-ERR")) {
                throw new IOException(line);
            }
            if (line.equals("PING")) {
                write("PONG\r\n");
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the server closed the connection");
            }
            line.append((char) octet);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
