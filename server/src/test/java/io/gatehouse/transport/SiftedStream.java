package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.pipeline.message.Intake;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A sifter on a connection that is logged in and subscribed with id 1, and what it is given to read. */
final class SiftedStream {
    /** The id of our subscription. */
    static final String SID = "1";

    private final RequestSifter sifter;

    SiftedStream(Intake intake, LongConsumer pause) {
        sifter = new RequestSifter(intake, subscribed(), null, RequestSifter.PAUSE_NANOS, pause);
        try {
            sift("PONG\r\n", 6, 6);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static SentProtocol subscribed() {
        SentProtocol sent = new SentProtocol();
        byte[] login = bytes("CONNECT {}\r\nPING\r\nSUB $SYS.REQ.USER.AUTH gatehouse " + SID + "\r\n");
        try {
            sent.read(login, login.length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return sent;
    }

    /** What is left for the client library when the bytes come in portions of a size, and are asked for in another. */
    String sift(String bytes, int portion, int asked) throws IOException {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        sift(sifter, bytes(bytes), portion, asked, left);
        return left.toString(ISO_8859_1);
    }

    static void sift(RequestSifter sifter, byte[] bytes, int portion, int asked, ByteArrayOutputStream left)
            throws IOException {
        InputStream in = new Portions(bytes, portion);
        byte[] target = new byte[asked + 5];
        for (int n = sifter.read(in, target, 5, asked); n >= 0; n = sifter.read(in, target, 5, asked)) {
            left.write(target, 5, n);
        }
    }

    /** A request in a box. */
    static String sealed(String replyTo, String body) {
        return withHeaders("$SYS.REQ.USER.AUTH " + SID + " " + replyTo, HEADERS, body);
    }

    static final String HEADERS = "NATS/1.0\r\nNats-Server-Xkey: XSERVER\r\n\r\n";

    /** @param names subject, id and reply subject */
    static String withHeaders(String names, String headers, String body) {
        return "HMSG " + names + " " + headers.length() + " " + (headers.length() + body.length()) + "\r\n" + headers
                + body + "\r\n";
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Gives at most so many bytes at a time. */
    private static final class Portions extends ByteArrayInputStream {
        private final int most;

        Portions(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, most));
        }
    }
}
