package io.gatehouse.nats;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The first line that a server sends to a client, unencrypted. */
final class Greeting {
    private static final int LIMIT_MILLIS = (int) Duration.ofSeconds(1).toMillis();
    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern TLS = Pattern.compile("\"tls_(required|available)\"\\s*:\\s*true");

    private Greeting() {}

    /** Whether a server's INFO offers TLS; true as well when it cannot be read. Nothing is sent to the server. */
    static boolean offersTls(ServerUrl url) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.host(), url.port()), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            String line = line(socket.getInputStream());
            return !line.startsWith("INFO ") || TLS.matcher(line).find();
        } catch (IOException e) {
            return true;
        }
    }

    private static String line(InputStream in) throws IOException {
        byte[] bytes = new byte[MOST_BYTES];
        int length = 0;
        while (length < bytes.length && (length == 0 || bytes[length - 1] != '\n')) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.ISO_8859_1);
    }
}
